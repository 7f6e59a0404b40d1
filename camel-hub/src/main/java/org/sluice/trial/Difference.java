package org.sluice.trial;

import java.util.ArrayList;
import java.util.List;

/**
 * Two texts line by line: {@code -} what was expected, {@code +} what came, a blank what both have.
 */
final class Difference {
  /** Lines that stay the same and are shown around a change. */
  private static final int AROUND = 2;

  /** Of longer texts, the table that finds the least difference would not fit into memory. */
  private static final int LONGEST = 3000;

  private Difference() {}

  static List<String> of(String expected, String came) {
    List<String> old = expected.lines().toList();
    List<String> now = came.lines().toList();
    int same = 0;
    int shorter = Math.min(old.size(), now.size());
    while (same < shorter && old.get(same).equals(now.get(same))) {
      same++;
    }
    int end = 0;
    while (end < shorter - same
        && old.get(old.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
      end++;
    }
    List<String> lines = new ArrayList<>();
    old.subList(0, same).forEach(line -> lines.add("  " + line));
    middle(old.subList(same, old.size() - end), now.subList(same, now.size() - end), lines);
    old.subList(old.size() - end, old.size()).forEach(line -> lines.add("  " + line));
    return near(lines);
  }

  private static void middle(List<String> old, List<String> now, List<String> lines) {
    if (old.size() > LONGEST || now.size() > LONGEST) {
      old.forEach(line -> lines.add("- " + line));
      now.forEach(line -> lines.add("+ " + line));
      return;
    }
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        lines.add("  " + old.get(i++));
        j++;
      } else if (j == now.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("- " + old.get(i++));
      } else {
        lines.add("+ " + now.get(j++));
      }
    }
  }

  /** Without the lines that are far from any change. */
  private static List<String> near(List<String> lines) {
    List<String> near = new ArrayList<>();
    int last = -1;
    for (int at = 0; at < lines.size(); at++) {
      if (isNear(lines, at)) {
        if (last >= 0 && last < at - 1) {
          near.add("  …");
        }
        near.add(lines.get(at));
        last = at;
      }
    }
    return near;
  }

  private static boolean isNear(List<String> lines, int at) {
    int to = Math.min(lines.size(), at + AROUND + 1);
    for (int near = Math.max(0, at - AROUND); near < to; near++) {
      if (!lines.get(near).startsWith("  ")) {
        return true;
      }
    }
    return false;
  }
}
