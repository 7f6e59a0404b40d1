package org.sluice.enrich.value;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How numbers are written: the sign before the decimals, the one between thousands, and units.
 * Thousands are parted by one sign throughout, three digits by three, the first of them no zero;
 * without one given, that which is not the decimals' (comma or point), a blank or an apostrophe.
 */
public final class NumberForm {
  /** Above any number that a database keeps; a hostile exponent must not become memory. */
  private static final int LARGEST_EXPONENT = 400;

  private static final int MOST_DIGITS = 1000;

  /** What is shorter fits a long. */
  private static final int LONG_DIGITS = 19;

  /** Unbreakable and narrow ones too. */
  private static final String BLANK = " \u00a0\u202f";

  private static final String BLANKS = BLANK + "'\u2019";

  private final char decimal;
  private final Units units;
  private final Pattern pattern;

  /**
   * @param decimal point or comma
   * @param group what stands between thousands; empty for what is usual, {@code none} for nothing,
   *     a blank for any kind of it
   */
  public NumberForm(char decimal, String group, Units units) {
    this.decimal = decimal;
    this.units = units;
    String groups =
        switch (group) {
          case "" -> (decimal == ',' ? "." : ",") + BLANKS;
          case "none" -> "";
          case " " -> BLANK;
          default -> group;
        };
    if (groups.indexOf(decimal) >= 0) {
      throw new IllegalArgumentException(
          "'" + decimal + "' stands before the decimals and between thousands");
    }
    String fraction = "(?:" + Pattern.quote(String.valueOf(decimal)) + "(\\d*))?";
    String plain = "(\\d*)" + fraction + "(?:[eE]([+-]?\\d{1,9}))?";
    String grouped =
        groups.isEmpty()
            ? "(?!)()()()"
            : "([1-9]\\d{0,2}([" + Pattern.quote(groups) + "])\\d{3}(?:\\6\\d{3})*)" + fraction;
    this.pattern = Pattern.compile("([+-]?)(?:" + plain + "|" + grouped + ")");
  }

  /** The same way of writing, with other units. */
  public NumberForm with(Units others) {
    return new NumberForm(this, others);
  }

  private NumberForm(NumberForm like, Units units) {
    this.decimal = like.decimal;
    this.pattern = like.pattern;
    this.units = units;
  }

  /** The number that a text says; null where it says none. */
  public BigDecimal read(String text) {
    String whole = text.strip().replace('\u2212', '-');
    BigDecimal number = bare(whole);
    if (number != null) {
      return number;
    }
    Units.Stripped stripped = units.strip(whole);
    if (stripped.factor() == null) {
      return null;
    }
    number = bare(stripped.number());
    return number == null ? null : plain(number.multiply(stripped.factor()));
  }

  private BigDecimal bare(String text) {
    if (text.isEmpty() || text.length() > MOST_DIGITS) {
      return null;
    }
    BigDecimal plain = text.length() < LONG_DIGITS ? digits(text) : null;
    return plain == null ? matched(text) : plain;
  }

  /** A number as most are written, without thousands and exponent; null where it is not one. */
  private BigDecimal digits(String text) {
    boolean signed = text.charAt(0) == '-' || text.charAt(0) == '+';
    long digits = 0;
    int count = 0;
    int scale = -1;
    for (int i = signed ? 1 : 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter >= '0' && letter <= '9') {
        digits = 10 * digits + letter - '0';
        count++;
        scale += scale < 0 ? 0 : 1;
      } else if (letter == decimal && scale < 0) {
        scale = 0;
      } else {
        return null;
      }
    }
    return count == 0
        ? null
        : BigDecimal.valueOf(text.charAt(0) == '-' ? -digits : digits, Math.max(scale, 0));
  }

  private BigDecimal matched(String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    boolean grouped = matcher.group(5) != null;
    String digits = grouped ? matcher.group(5).replace(matcher.group(6), "") : matcher.group(2);
    String fraction = matcher.group(grouped ? 7 : 3);
    String exponent = grouped ? null : matcher.group(4);
    if (digits.isEmpty() && (fraction == null || fraction.isEmpty())) {
      return null;
    }
    if (exponent != null && Math.abs(Integer.parseInt(exponent)) > LARGEST_EXPONENT) {
      return null;
    }
    return new BigDecimal(
        matcher.group(1)
            + digits
            + (fraction == null || fraction.isEmpty() ? "" : "." + fraction)
            + (exponent == null ? "" : "E" + exponent));
  }

  /** 14.13 thousand is 14130, not 1.413E+4 and not 14130.00. */
  private static BigDecimal plain(BigDecimal number) {
    BigDecimal bare = number.stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0) : bare;
  }
}
