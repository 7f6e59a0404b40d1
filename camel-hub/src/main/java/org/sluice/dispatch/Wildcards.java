package org.sluice.dispatch;

/** Patterns in which {@code *} stands for any letters, also for none. */
final class Wildcards {
  private Wildcards() {}

  /** Whether there is a text that matches both; null is any. */
  static boolean meet(String a, String b) {
    if (a == null || b == null) {
      return true;
    }
    // meets[i][j]: whether what is left of a from i and of b from j can be the same text
    boolean[][] meets = new boolean[a.length() + 1][b.length() + 1];
    for (int i = a.length(); i >= 0; i--) {
      for (int j = b.length(); j >= 0; j--) {
        boolean starA = i < a.length() && a.charAt(i) == '*';
        boolean starB = j < b.length() && b.charAt(j) == '*';
        if (i == a.length() && j == b.length()) {
          meets[i][j] = true;
        } else if (starA || starB) {
          meets[i][j] =
              (starA && (meets[i + 1][j] || (j < b.length() && meets[i][j + 1])))
                  || (starB && (meets[i][j + 1] || (i < a.length() && meets[i + 1][j])));
        } else {
          meets[i][j] =
              i < a.length() && j < b.length() && a.charAt(i) == b.charAt(j) && meets[i + 1][j + 1];
        }
      }
    }
    return meets[0][0];
  }
}
