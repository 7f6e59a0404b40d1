package org.sluice.enrich.value;

import java.util.List;

/** Whether the decimals of a column's numbers stand behind a point or a comma. */
final class NumberGuess {
  private NumberGuess() {}

  /**
   * Of a column of numbers: above 0 for a point, below for a comma, 0 where the column does not
   * tell.
   */
  static int votes(List<String> cells) {
    return cells.stream().mapToInt(NumberGuess::vote).sum();
  }

  private static int vote(String cell) {
    int point = cell.lastIndexOf('.');
    int comma = cell.lastIndexOf(',');
    if (point >= 0 && comma >= 0) {
      return point > comma ? 1 : -1;
    }
    if (point < 0 && comma < 0) {
      return 0;
    }
    char sign = point >= 0 ? '.' : ',';
    int one = sign == '.' ? 1 : -1;
    int last = Math.max(point, comma);
    if (cell.indexOf(sign) != last) {
      // Twice: it stands between thousands.
      return -one;
    }
    int digits = 0;
    while (last + 1 + digits < cell.length() && Character.isDigit(cell.charAt(last + 1 + digits))) {
      digits++;
    }
    return digits == 3 && mayPartThousands(cell, last) ? 0 : one;
  }

  /** Whether one to three digits stand before a sign, the first of them no zero. */
  private static boolean mayPartThousands(String cell, int sign) {
    int first = sign;
    while (first > 0 && Character.isDigit(cell.charAt(first - 1))) {
      first--;
    }
    return first < sign && sign - first <= 3 && cell.charAt(first) != '0';
  }
}
