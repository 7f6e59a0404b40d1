package org.sluice.enrich.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;
import java.util.Locale;
import java.util.Map;

/**
 * How times are written: ISO 8601, a pattern of letters such as {@code dd.MM.yyyy HH:mm}, or a
 * count since 1970, from its seconds to its nanoseconds. A day that no month has is refused. Where
 * a text has no zone, it is the one given here.
 */
public final class TimeForm {
  public static final String ISO = "iso";
  private static final int LONGEST = 40;

  /** What is counted since 1970, and how many digits it is short of nanoseconds. */
  private static final Map<String, Integer> COUNTS =
      Map.of("seconds", 9, "millis", 6, "micros", 3, "nanos", 0);

  private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000L);
  private static final TemporalQuery<?>[] ALL = {
    ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from, LocalDate::from
  };
  private static final DateTimeFormatter ISO_FORM =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendPattern("[XXXXX][XXXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withChronology(IsoChronology.INSTANCE);

  private final String pattern;
  private final DateTimeFormatter form;
  private final ZoneId zone;
  private final Integer digits;

  /**
   * @param pattern {@code iso}, {@code seconds}, {@code millis}, {@code micros}, {@code nanos}, or
   *     a pattern of letters
   * @throws IllegalArgumentException when the pattern is none
   */
  public TimeForm(String pattern, ZoneId zone, Locale language) {
    this.pattern = pattern;
    this.zone = zone;
    this.digits = COUNTS.get(pattern);
    this.form = counts() ? null : pattern.equals(ISO) ? ISO_FORM : compiled(pattern, language);
  }

  /** As it was given. */
  String pattern() {
    return pattern;
  }

  /** Whether it is a count since 1970. */
  boolean counts() {
    return digits != null;
  }

  /**
   * What a text says: an {@link Instant} or, without a time of day, a {@link LocalDate}; or null.
   */
  Object read(String text) {
    return read(text, new OddTimes(), "");
  }

  /**
   * The same.
   *
   * @param odd told of a time that its zone's clock did not show once
   * @param field whose value it is
   */
  Object read(String text, OddTimes odd, String field) {
    try {
      if (counts()) {
        return text.length() > LONGEST ? null : counted(new BigDecimal(text.strip()));
      }
      Object time = form == ISO_FORM ? IsoTime.read(text.strip()) : null;
      if (time == null) {
        time = form.parseBest(text.strip(), ALL);
      }
      if (time instanceof LocalDateTime local) {
        return odd.moment(local, zone, field);
      }
      return time instanceof LocalDate ? time : Instant.from((TemporalAccessor) time);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  /** The moment at which a day begins. */
  Instant begin(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  /** The day that a moment is on. */
  LocalDate day(Instant moment) {
    return moment.atZone(zone).toLocalDate();
  }

  /** What a moment is told by, where it {@linkplain #counts counts}. */
  BigDecimal count(Instant moment) {
    return BigDecimal.valueOf(moment.getEpochSecond())
        .movePointRight(9)
        .add(BigDecimal.valueOf(moment.getNano()))
        .movePointLeft(digits);
  }

  private Instant counted(BigDecimal count) {
    if (Math.abs((long) count.precision() - count.scale()) > 30) {
      throw new ArithmeticException("beyond any time");
    }
    BigInteger nanos = count.movePointRight(digits).toBigInteger();
    BigInteger[] parts = nanos.divideAndRemainder(BILLION);
    return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
  }

  private static DateTimeFormatter compiled(String pattern, Locale language) {
    // A strict "yyyy" would ask for an era.
    StringBuilder strict = new StringBuilder();
    boolean quoted = false;
    for (char letter : pattern.toCharArray()) {
      quoted ^= letter == '\'';
      strict.append(letter == 'y' && !quoted ? 'u' : letter);
    }
    try {
      return new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern(strict.toString())
          .toFormatter(language)
          .withResolverStyle(ResolverStyle.STRICT)
          .withChronology(IsoChronology.INSTANCE);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + pattern + "' is no pattern of a time: " + e.getMessage(), e);
    }
  }
}
