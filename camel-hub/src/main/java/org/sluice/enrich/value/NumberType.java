package org.sluice.enrich.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/** The types of numbers. */
final class NumberType implements ValueType {
  /** What becomes of a number. */
  enum Kind {
    /** As an integer where it is whole, else as a decimal. */
    NUMBER,
    /** {@link Long} or, beyond it, {@link BigInteger}. */
    INTEGER,
    /** {@link Double} where that is the same number, else {@link BigDecimal}. */
    DECIMAL,
    /** {@link BigDecimal} always. */
    EXACT
  }

  /** Any number of so many digits is told by the double that is nearest to it. */
  private static final int ALWAYS_SAME = 15;

  /** A double of so many digits before its decimals is never infinite. */
  private static final int LARGEST_DIGITS = 308;

  /** Any whole number of so many digits fits a long. */
  private static final int LONG_DIGITS = 18;

  private final Kind kind;
  private final NumberForm form;

  NumberType(Kind kind, NumberForm form) {
    this.kind = kind;
    this.form = form;
  }

  @Override
  public String word() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Object read(String text) {
    BigDecimal number = form.read(text);
    if (number == null) {
      throw new IllegalArgumentException("is no number");
    }
    return of(number);
  }

  @Override
  public Object of(Object value) {
    if (value instanceof String text) {
      return read(text);
    }
    if (value instanceof Number number) {
      try {
        return of(new BigDecimal(number.toString()));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("is no number", e);
      }
    }
    throw new IllegalArgumentException("is no number");
  }

  private Object of(BigDecimal number) {
    if ((kind == Kind.DECIMAL || kind == Kind.NUMBER) && isBeyond(number)) {
      throw new IllegalArgumentException(
          "is larger than any number can be here, but as exact or text");
    }
    return switch (kind) {
      case EXACT -> number;
      case DECIMAL -> decimal(number);
      case INTEGER -> whole(number);
      case NUMBER ->
          number.scale() > 0 && number.stripTrailingZeros().scale() > 0
              ? decimal(number)
              : whole(number);
    };
  }

  /** Whether no double is so large: a database would have it as infinite. */
  private static boolean isBeyond(BigDecimal number) {
    return (long) number.precision() - number.scale() > LARGEST_DIGITS
        && Double.isInfinite(number.doubleValue());
  }

  static Object decimal(BigDecimal number) {
    double rounded = number.doubleValue();
    if (number.precision() <= ALWAYS_SAME && Math.abs(number.scale()) <= ALWAYS_SAME) {
      return rounded;
    }
    boolean same =
        !Double.isInfinite(rounded)
            && new BigDecimal(Double.toString(rounded)).compareTo(number) == 0;
    return same ? (Object) rounded : number;
  }

  private static Object whole(BigDecimal number) {
    if (number.scale() == 0 && number.precision() <= LONG_DIGITS) {
      return number.longValue();
    }
    BigDecimal bare = number.stripTrailingZeros();
    if (bare.scale() > 0) {
      throw new IllegalArgumentException("is no whole number");
    }
    BigInteger whole = bare.toBigInteger();
    return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
  }
}
