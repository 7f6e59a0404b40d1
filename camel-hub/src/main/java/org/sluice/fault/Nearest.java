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

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
