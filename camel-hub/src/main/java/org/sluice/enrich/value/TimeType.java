package org.sluice.enrich.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** {@code date}, a {@link LocalDate}, and {@code time}, an {@link Instant}. */
final class TimeType implements ValueType {
  private final boolean day;
  private final TimeForm form;
  private final String wanted;

  TimeType(boolean day, TimeForm form) {
    this.day = day;
    this.form = form;
    this.wanted = wanted(form.pattern());
  }

  @Override
  public String word() {
    return day ? "date" : "time";
  }

  @Override
  public String said() {
    return form.pattern().equals(TimeForm.ISO) ? word() : word() + "(" + form.pattern() + ")";
  }

  @Override
  public Optional<BigDecimal> since1970(Instant time) {
    return form.counts() ? Optional.of(form.count(time)) : Optional.empty();
  }

  @Override
  public Object read(String text) {
    return read(text, new OddTimes(), "");
  }

  private Object read(String text, OddTimes odd, String field) {
    // Of a day it is all the same.
    Object value = day ? form.read(text) : form.read(text, odd, field);
    if (value == null) {
      throw new IllegalArgumentException("is no " + word() + wanted);
    }
    return fitted(value);
  }

  /** How it was to be written, where the route says that. */
  private static String wanted(String pattern) {
    if (pattern.equals(TimeForm.ISO)) {
      return "";
    }
    String advice = TimeLetters.advice(pattern);
    return " of the form " + pattern + (advice.isEmpty() ? "" : " (" + advice + ")");
  }

  @Override
  public Object of(Object value) {
    return of(value, new OddTimes(), "");
  }

  @Override
  public Object of(Object value, OddTimes odd, String field) {
    if (value instanceof Number number && form.counts()) {
      return read(new BigDecimal(number.toString()).toPlainString());
    }
    return value instanceof Instant || value instanceof LocalDate
        ? fitted(value)
        : read(String.valueOf(value), odd, field);
  }

  private Object fitted(Object value) {
    if (value instanceof LocalDate date) {
      return day ? date : form.begin(date);
    }
    return day ? form.day((Instant) value) : value;
  }
}
