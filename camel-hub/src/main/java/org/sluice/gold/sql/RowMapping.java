package org.sluice.gold.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sluice.event.Names;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.Provenance;
import org.sluice.run.RunView;

/** From records to rows: a key a column, what holds others as JSON. */
final class RowMapping {
  static final String SERVICE = "postgresql";

  private static final ObjectMapper JSON = new ObjectMapper();

  private RowMapping() {}

  /** The schema of a project. */
  static String schema(String project) {
    return Names.sql("gold_", project);
  }

  static RowBatch batch(List<Map<?, ?>> records, String table, ColumnOptions options, RunView run) {
    Provenance from = Provenance.of(run);
    // By another key the rows are others: those by the former are then found, and taken out.
    String mark = options.isKeyed() ? from.mark(String.join("\n", options.key())) : from.mark();
    Row.Origin origin = new Row.Origin(mark, from.object(), from.version(), from.route());
    List<Row> rows = new ArrayList<>(records.size());
    Map<String, String> columns = new HashMap<>();
    long position = run.recordsBefore();
    for (Map<?, ?> record : records) {
      try {
        Map<String, Object> values =
            RowKey.with(values(record, columns), options.key(), from.route());
        rows.add(new Row(origin, position, values));
      } catch (IllegalArgumentException e) {
        String message = "Record " + (position + 1) + " has " + e.getMessage() + ".";
        run.reject(new FaultException(Fault.RECORD_INVALID, message, e));
      }
      position++;
    }
    return new RowBatch(
        schema(from.project()),
        Names.sql("", table),
        options,
        origin,
        rows,
        new ArrayList<>(),
        shortened(columns));
  }

  private static Map<String, String> shortened(Map<String, String> columns) {
    Map<String, String> shortened = new TreeMap<>(columns);
    shortened.values().removeIf(column -> !Names.shortened(column));
    return shortened;
  }

  /**
   * @param columns names of columns that were made of keys before, and those that are made here
   */
  private static Map<String, Object> values(Map<?, ?> record, Map<String, String> columns) {
    Map<String, Object> values = new LinkedHashMap<>();
    record.forEach(
        (name, value) -> {
          String key = String.valueOf(name);
          if (value != null) {
            values.put(columns.computeIfAbsent(key, RowMapping::column), value(key, value));
          }
        });
    return values;
  }

  private static String column(String key) {
    try {
      return ColumnName.of(key);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a key that is no text: " + e.getMessage(), e);
    }
  }

  private static Object value(String key, Object value) {
    Object plain = plain(key, value);
    if (ColumnType.of(plain) != ColumnType.JSONB) {
      return plain;
    }
    try {
      return new Json(JSON.writeValueAsString(plain), plain);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a key '" + shown(key) + "' that is no JSON", e);
    }
  }

  /** A value that holds others, and how it is sent. */
  record Json(String text, Object value) {
    @Override
    public String toString() {
      return text;
    }
  }

  private static Object plain(String key, Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach((k, each) -> plain.put(text(key, String.valueOf(k)), inner(key, each)));
      return plain;
    }
    if (value instanceof Collection<?> many) {
      List<Object> plain = new ArrayList<>(many.size());
      many.forEach(each -> plain.add(inner(key, each)));
      return plain;
    }
    if ((value instanceof Double || value instanceof Float)
        && !Double.isFinite(((Number) value).doubleValue())) {
      throw new IllegalArgumentException("a key '" + shown(key) + "' that is " + value);
    }
    return ColumnType.of(value) == ColumnType.TEXT ? text(key, value.toString()) : value;
  }

  /** Within JSON, what JSON has no word for is a text. */
  private static Object inner(String key, Object value) {
    Object plain = value == null ? null : plain(key, value);
    boolean known =
        plain == null
            || plain instanceof Map
            || plain instanceof Collection
            || plain instanceof Number
            || plain instanceof Boolean;
    return known ? plain : plain.toString();
  }

  private static String text(String key, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "NUL in the key '" + shown(key) + "', which PostgreSQL does not take");
    }
    if (hasHalf(text)) {
      throw new IllegalArgumentException("half a surrogate pair in the key '" + shown(key) + "'");
    }
    return text;
  }

  private static boolean hasHalf(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private static String shown(String key) {
    return key.replaceAll("\\p{Cntrl}", "?");
  }
}
