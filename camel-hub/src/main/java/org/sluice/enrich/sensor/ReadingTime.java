package org.sluice.enrich.sensor;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import org.sluice.enrich.value.IsoTime;

/**
 * A reading's time, to the nanosecond. A text is ISO 8601; without a zone it is UTC; a date alone
 * is its midnight. What has been read as a time or a date already is that. A number counts from
 * 1970: below 100,000,000,000 it is seconds (until the year 5138), and from there on, a thousand
 * times as many each (from 1973 to 5138), milliseconds, microseconds and nanoseconds; all may have
 * decimals.
 */
public final class ReadingTime {
  private static final BigDecimal MILLIS_FROM = BigDecimal.valueOf(100_000_000_000L);
  private static final BigDecimal MICROS_FROM = MILLIS_FROM.movePointRight(3);
  private static final BigDecimal NANOS_FROM = MICROS_FROM.movePointRight(3);
  private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000L);

  /** What a signed count of nanoseconds in 64 bits reaches, which is what InfluxDB keeps. */
  private static final Instant FIRST = Instant.ofEpochSecond(0, Long.MIN_VALUE + 10);

  private static final Instant LAST = Instant.ofEpochSecond(0, Long.MAX_VALUE - 10);

  private ReadingTime() {}

  /**
   * @param key named where the value is no time
   * @throws IllegalArgumentException when it is none; its message goes on behind "Record 14"
   */
  public static Instant of(String key, Object value) {
    Instant time;
    try {
      time = value instanceof Number number ? epoch(number) : written(value);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("has a '" + key + "' that is no time: " + shown(value), e);
    }
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new IllegalArgumentException(
          "has a '" + key + "' before 1677 or after 2262: " + shown(value));
    }
    return time;
  }

  /** A text, or what a block before has made a time of. */
  private static Instant written(Object value) {
    if (value instanceof Instant instant) {
      return instant;
    }
    if (value instanceof Date date) {
      return date.toInstant();
    }
    return iso(value instanceof TemporalAccessor ? value.toString() : value);
  }

  private static Instant iso(Object value) {
    if (!(value instanceof String text)) {
      throw new DateTimeException("neither text nor number");
    }
    String iso = text.strip();
    if (IsoTime.read(iso, ZoneOffset.UTC) instanceof Instant plain) {
      return plain;
    }
    if (iso.length() == 10) {
      return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    if (iso.length() > 10 && iso.charAt(10) == ' ') {
      iso = iso.substring(0, 10) + 'T' + iso.substring(11);
    }
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(
            iso, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from);
    return time instanceof LocalDateTime local
        ? local.toInstant(ZoneOffset.UTC)
        : Instant.from(time);
  }

  private static Instant epoch(Number number) {
    BigDecimal count = new BigDecimal(number.toString());
    BigInteger nanos = count.movePointRight(digits(count.abs())).toBigInteger();
    BigInteger[] parts = nanos.divideAndRemainder(BILLION);
    return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
  }

  /** How many digits a count is short of nanoseconds. */
  private static int digits(BigDecimal count) {
    if (count.compareTo(MILLIS_FROM) < 0) {
      return 9;
    }
    return count.compareTo(MICROS_FROM) < 0 ? 6 : count.compareTo(NANOS_FROM) < 0 ? 3 : 0;
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
