package org.sluice.gold.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types that columns are made of, and how one becomes another. */
enum ColumnType {
  BOOLEAN("boolean", "bool"),
  BIGINT("bigint", "int8"),
  DOUBLE("double precision", "float8"),
  NUMERIC("numeric", "numeric"),
  DATE("date", "date"),
  TIMESTAMP("timestamp without time zone", "timestamp"),
  TIMESTAMPTZ("timestamp with time zone", "timestamptz"),
  JSONB("jsonb", "jsonb"),
  TEXT("text", "text");

  /** Whole numbers up to here are doubles without loss. */
  static final long EXACT = 1L << 53;

  private static final Set<ColumnType> NUMBERS = Set.of(BIGINT, DOUBLE, NUMERIC);

  private final String sql;
  private final String element;

  ColumnType(String sql, String element) {
    this.sql = sql;
    this.element = element;
  }

  /** As PostgreSQL tells it of a column. */
  String sql() {
    return sql;
  }

  /** As it is called short, also where arrays are made of it. */
  String element() {
    return element;
  }

  /** By PostgreSQL's own name; empty for a type that the sink does not make. */
  static Optional<ColumnType> ofSql(String sql) {
    return Arrays.stream(values()).filter(type -> type.sql.equals(sql)).findFirst();
  }

  static Optional<ColumnType> named(String name) {
    return Arrays.stream(values())
        .filter(type -> type.sql.equals(name) || type.element.equals(name))
        .findFirst()
        .or(() -> name.equals("double") ? Optional.of(DOUBLE) : Optional.empty());
  }

  /** What a value is by itself. */
  static ColumnType of(Object value) {
    if (value instanceof Boolean) {
      return BOOLEAN;
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return BIGINT;
    }
    if (value instanceof Double || value instanceof Float) {
      return DOUBLE;
    }
    if (value instanceof BigInteger whole) {
      return whole.bitLength() < Long.SIZE ? BIGINT : NUMERIC;
    }
    if (value instanceof BigDecimal) {
      return NUMERIC;
    }
    if (value instanceof LocalDate) {
      return DATE;
    }
    if (value instanceof LocalDateTime) {
      return TIMESTAMP;
    }
    if (value instanceof Instant
        || value instanceof OffsetDateTime
        || value instanceof ZonedDateTime
        || value instanceof Date) {
      return TIMESTAMPTZ;
    }
    boolean holdsOthers =
        value instanceof RowMapping.Json || value instanceof Map || value instanceof Collection;
    return holdsOthers ? JSONB : TEXT;
  }

  /**
   * Whether a column of this type takes values of another without loss.
   *
   * @param large whether whole numbers are beyond what a double holds
   */
  boolean takes(ColumnType other, boolean large) {
    return this == other
        || this == TEXT
        || (this == NUMERIC && NUMBERS.contains(other))
        || (this == DOUBLE && other == BIGINT && !large);
  }

  /** The narrowest type that takes what this one and another take. */
  ColumnType and(ColumnType other, boolean large) {
    if (takes(other, large)) {
      return this;
    }
    if (other.takes(this, large)) {
      return other;
    }
    return NUMBERS.contains(this) && NUMBERS.contains(other) ? NUMERIC : TEXT;
  }

  /**
   * An expression of this type as one of a column's. The server converts, so that a value is told
   * as text in one way, whether it came before its column became text or after.
   *
   * @param type as PostgreSQL tells it of the column; may be one that the sink does not make
   */
  String as(String type, String expression) {
    if (type.equals(sql)) {
      return expression;
    }
    if (type.equals(JSONB.sql)) {
      return "to_jsonb(" + expression + ")";
    }
    if (this == BIGINT && type.equals(DOUBLE.sql)) {
      return "(" + expression + ")::" + type;
    }
    String text = this == TEXT ? expression : "(" + expression + ")::text";
    return type.equals(TEXT.sql) ? text : "(" + text + ")::" + type;
  }
}
