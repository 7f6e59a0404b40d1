package org.sluice.trial.guess;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.sluice.enrich.value.DayNumber;

/** Numbers of a column that may be something else to who wrote them, or are too large for some. */
final class OddNumbers {
  /** What InfluxDB keeps of a whole number: every one up to here is a double. */
  private static final BigInteger EXACT = BigInteger.ONE.shiftLeft(53);

  /** What MongoDB's decimals hold of digits. */
  private static final BigInteger DECIMAL_128 = BigInteger.TEN.pow(34);

  private boolean days = true;
  private String day;
  private BigInteger largest = BigInteger.ZERO;
  private String large;

  /** Whether a number is whole, as it stands. */
  static boolean isWhole(Object number) {
    return !(number instanceof Double)
        && !(number instanceof Float)
        && !(number instanceof BigDecimal decimal && decimal.stripTrailingZeros().scale() > 0);
  }

  void add(Number number) {
    String text = number.toString();
    days &= DayNumber.of(text).isPresent();
    day = day == null ? text : day;
    BigInteger size = isWhole(number) ? new BigDecimal(text).toBigInteger().abs() : BigInteger.ZERO;
    if (size.compareTo(largest) > 0) {
      largest = size;
      large = text;
    }
  }

  /** Whether a double holds each of them that is whole. */
  boolean exact() {
    return largest.compareTo(EXACT) < 0;
  }

  /** What numbers such as 20261101 are kept as, and how they become days; empty for others. */
  List<String> daysSaid(String key) {
    if (day == null || !days) {
      return List.of();
    }
    return Prose.lines(
        "'%s' has numbers that may be days, %s being %s: kept as numbers. To have days: %s=%s%s."
            .formatted(
                Prose.shown(key),
                day,
                DayNumber.of(day).orElseThrow(),
                FieldName.said(key),
                DayNumber.TYPE,
                " in 'types' of the block that reads, or of a types-action behind it"));
  }

  /**
   * What whole numbers are kept as that are larger than many programs count; empty for others.
   *
   * @param to where they go
   */
  List<String> largeSaid(String key, Target to) {
    boolean lost = to == Target.POINTS && !exact();
    if (!lost && largest.bitLength() < Long.SIZE) {
      return List.of();
    }
    String said = FieldName.said(key);
    return Prose.lines(
        "'%s' has whole numbers beyond %d bits, such as %s: %s. To have texts: %s=text in 'types' of a types-action behind the block that reads%s."
            .formatted(
                Prose.shown(key),
                lost ? 53 : 64,
                Prose.shown(large),
                kept(to),
                said,
                lost ? ", and " + said + " in 'fields' here" : ""));
  }

  private String kept(Target to) {
    return switch (to) {
      case POINTS -> "left out, as the floating point of a point would lose digits";
      case ROWS -> "kept as numeric, with all digits";
      case DOCUMENTS ->
          largest.compareTo(DECIMAL_128) < 0
              ? "kept as decimals (Decimal128), with all digits"
              : "kept as decimals (Decimal128) and, with more than 34 digits, as texts";
    };
  }
}
