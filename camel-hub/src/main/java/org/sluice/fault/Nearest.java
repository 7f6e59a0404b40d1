package org.sluice.fault;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What was meant by a name that there is not. */
public final class Nearest {
  private Nearest() {}

  /** The name that needs the fewest changes of a letter to become the one given. */
  public static Optional<String> to(String name, Collection<String> names) {
    return names.stream().min(Comparator.comparingInt(each -> distance(each, name)));
  }

  /** A question to who wrote the name; empty where no name is like it. */
  public static String asked(String name, Collection<String> names) {
    int most = Math.max(1, name.length() / 3);
    return to(name, names)
        .filter(nearest -> distance(nearest, name) <= most)
        .map(nearest -> "; did you mean " + nearest + "?")
        .orElse("");
  }

  /** Levenshtein's distance; two letters that changed places are one change. */
  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        row[j] = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last[b.length()];
  }
}
