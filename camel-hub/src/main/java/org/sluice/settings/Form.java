package org.sluice.settings;

import java.util.Locale;

/**
 * How a setting's text is read.
 *
 * @param byDefault what holds where nothing is given; null when the setting must be given
 */
record Form(Kind kind, String byDefault, long min, long max) {
  private enum Kind {
    TEXT,
    COUNT,
    FILE,
    LIST
  }

  static Form text(String byDefault) {
    return new Form(Kind.TEXT, byDefault, 0, 0);
  }

  static Form file(String byDefault) {
    return new Form(Kind.FILE, byDefault, 0, 0);
  }

  /** Several, with commas between them. */
  static Form list(String byDefault) {
    return new Form(Kind.LIST, byDefault, 0, 0);
  }

  /** A whole number within bounds. */
  static Form count(long byDefault, long min, long max) {
    return new Form(Kind.COUNT, String.valueOf(byDefault), min, max);
  }

  /** What is wrong with a value, or null when nothing is. */
  String complaint(String value) {
    if (kind != Kind.COUNT) {
      return null;
    }
    try {
      long n = Long.parseLong(value);
      return n < min || n > max ? "is not from " + min + " to " + max : null;
    } catch (NumberFormatException e) {
      return "is not a whole number";
    }
  }

  /** What may be written for it, for the reference. */
  String range() {
    return kind == Kind.COUNT ? min + " to " + max : kind.name().toLowerCase(Locale.ROOT);
  }
}
