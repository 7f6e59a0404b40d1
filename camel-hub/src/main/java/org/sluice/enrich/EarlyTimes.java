package org.sluice.enrich;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.sluice.enrich.value.DayNumber;
import org.sluice.run.Noted;

/**
 * Counts numbers that were taken to count from 1970 and lie before 1980: days that are written as
 * numbers, such as 20261101, more likely. Branches of a route may count at once.
 */
public final class EarlyTimes implements Noted {
  private static final Instant FROM = Instant.EPOCH;
  private static final Instant UNTIL = Instant.parse("1980-01-01T00:00:00Z");

  private final String where;
  private long count;
  private String first;

  /**
   * @param where that can be told what the numbers are; goes on behind "in 'types' of"
   */
  public EarlyTimes(String where) {
    this.where = where;
  }

  /** Whether a time is to be looked at, where it came of a number. */
  public static boolean isEarly(Instant time) {
    return time.isBefore(UNTIL) && !time.isBefore(FROM);
  }

  /**
   * @param number as it stood in the record
   */
  public synchronized void add(String field, Number number, Instant time) {
    if (count++ == 0) {
      String plain = new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
      first = said(field, plain, time);
    }
  }

  private String said(String field, String number, Instant time) {
    String taken = "%s in '%s', for %s".formatted(number, field, time);
    return DayNumber.of(number)
        .map(
            day ->
                "%s. If it says %s, write %s=%s in 'types' of %s."
                    .formatted(taken, day, field, DayNumber.TYPE, where))
        .orElse(
            "%s. If that is not meant, say what is in 'types' of %s, such as %s=time(yyyyMMddHHmm)."
                .formatted(taken, where, field));
  }

  @Override
  public synchronized String note() {
    return count == 0
        ? null
        : String.format(
                Locale.ROOT,
                "%d number%s taken for %s, counted from 1970: ",
                count,
                count == 1 ? " was" : "s were",
                count == 1 ? "a time before 1980" : "times before 1980")
            + (count == 1 ? "" : "the first, ")
            + first;
  }
}
