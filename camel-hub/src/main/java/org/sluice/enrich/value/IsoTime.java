package org.sluice.enrich.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Times of ISO 8601 as most are written: {@code 2026-11-27}, {@code 2026-11-27T09:30:00}, the same
 * with a blank for the T, and with a Z behind it. A formatter takes several times as long.
 */
public final class IsoTime {
  private static final String DAY = "0000-00-00";
  private static final String SECOND = DAY + "T00:00:00";

  private IsoTime() {}

  /**
   * What a text says.
   *
   * @param zone of a time that says none
   * @return an {@link java.time.Instant} or, without a time of day, a {@link LocalDate}; null where
   *     it is none of these, which other forms of ISO 8601 are too
   */
  public static Object read(String text, ZoneId zone) {
    Object said = read(text);
    return said instanceof LocalDateTime time ? time.atZone(zone).toInstant() : said;
  }

  /** The same, but a {@link LocalDateTime} where a text says no zone. */
  static Object read(String text) {
    int length = text.length();
    boolean utc = length == SECOND.length() + 1 && text.charAt(length - 1) == 'Z';
    try {
      if (length == DAY.length() && isLike(DAY, text)) {
        return day(text);
      }
      if ((utc || length == SECOND.length()) && isLike(SECOND, text)) {
        LocalDateTime time =
            day(text).atTime(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
        return utc ? time.toInstant(ZoneOffset.UTC) : time;
      }
    } catch (DateTimeException e) {
      // A day that no month has: it is no time in any form.
    }
    return null;
  }

  private static boolean isLike(String form, String text) {
    for (int i = 0; i < form.length(); i++) {
      char letter = text.charAt(i);
      boolean fits =
          switch (form.charAt(i)) {
            case '0' -> letter >= '0' && letter <= '9';
            case 'T' -> letter == 'T' || letter == ' ';
            default -> letter == form.charAt(i);
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static LocalDate day(String text) {
    return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }
}
