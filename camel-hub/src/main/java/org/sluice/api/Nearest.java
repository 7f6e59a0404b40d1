package org.sluice.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Names that are like one that is not known. */
final class Nearest {
  private Nearest() {}

  /** So many at the most, the nearest first. */
  static List<String> of(String name, Collection<String> known, int most) {
    return known.stream()
        .sorted(
            Comparator.comparingInt((String one) -> distance(name, one))
                .thenComparing(Comparator.naturalOrder()))
        .limit(most)
        .toList();
  }

  /** How many letters are to be put in, taken out or changed. */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int before = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = before + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        before = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
