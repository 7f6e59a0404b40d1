package org.sluice.enrich.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** What a text of some field is read as. */
public interface ValueType {
  /** As {@code types} says it, such as {@code decimal}. */
  String word();

  /** The same with how its texts are written, such as {@code date(d.M.yyyy)}. */
  default String said() {
    return word();
  }

  /** The number that a time was read from; empty where its texts do not count from 1970. */
  default Optional<BigDecimal> since1970(Instant time) {
    return Optional.empty();
  }

  /**
   * @param text neither empty nor null
   * @throws IllegalArgumentException whose message goes on behind the text, such as "is no integer"
   */
  Object read(String text);

  /**
   * The same of a value that has a type already, such as one that came as JSON.
   *
   * @param value not null
   */
  default Object of(Object value) {
    return read(value instanceof String text ? text : String.valueOf(value));
  }

  /**
   * The same.
   *
   * @param odd told of a time that its zone's clock did not show once
   * @param field whose value it is
   */
  default Object of(Object value, OddTimes odd, String field) {
    return of(value);
  }
}
