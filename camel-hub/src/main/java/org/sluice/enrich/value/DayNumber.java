package org.sluice.enrich.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Days that are written as numbers, such as 20261101. */
public final class DayNumber {
  /** What {@code types} calls them. */
  public static final String TYPE = "date(yyyyMMdd)";

  private static final Pattern DIGITS = Pattern.compile("(19|20)\\d{6}");

  private DayNumber() {}

  /** The day that a number says, of the years from 1900 to 2099. */
  public static Optional<LocalDate> of(String number) {
    if (!DIGITS.matcher(number).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(number, DateTimeFormatter.BASIC_ISO_DATE));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
