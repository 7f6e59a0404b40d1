package org.sluice.enrich.shape;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fields of a record by their names. A name with points that no field has says the way into nested
 * ones: {@code payload.value} is the field of that name or, without one, {@code value} in {@code
 * payload}; the names on the way may have points too, and the shortest that leads there is taken. A
 * record is never changed, but copied as far as it must be.
 */
final class Fields {
  private Fields() {}

  static boolean has(Map<?, ?> record, String name) {
    return record.containsKey(name) || way(record, name) != null;
  }

  /** Null where there is none. */
  static Object get(Map<?, ?> record, String name) {
    if (record.containsKey(name)) {
      return record.get(name);
    }
    String first = way(record, name);
    return first == null ? null : get((Map<?, ?>) record.get(first), rest(name, first));
  }

  /** The name of the nested record that a field stands in; null where there is none. */
  private static String way(Map<?, ?> record, String name) {
    for (int point = name.indexOf('.'); point >= 0; point = name.indexOf('.', point + 1)) {
      String first = name.substring(0, point);
      if (record.get(first) instanceof Map<?, ?> inner && has(inner, rest(name, first))) {
        return first;
      }
    }
    return null;
  }

  /**
   * Where the way to a nested field ends early: the name of what is there, on the way, and holds no
   * fields; null where there is nothing such.
   */
  static String end(Map<?, ?> record, String name) {
    int point = name.indexOf('.');
    if (point <= 0 || record.containsKey(name)) {
      return null;
    }
    String first = name.substring(0, point);
    if (record.get(first) instanceof Map<?, ?> inner) {
      String end = end(inner, name.substring(point + 1));
      return end == null ? null : first + '.' + end;
    }
    return record.get(first) == null ? null : first;
  }

  /** The record with a field's value, in its place where it is there, else behind the others. */
  static Map<String, Object> with(Map<String, Object> record, String name, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(record);
    String first = inner(record, name);
    copy.put(
        first == null ? name : first,
        first == null ? value : with(map(record.get(first)), rest(name, first), value));
    return copy;
  }

  /** The record without a field. */
  static Map<String, Object> without(Map<String, Object> record, String name) {
    Map<String, Object> copy = new LinkedHashMap<>(record);
    String first = inner(record, name);
    if (first == null) {
      copy.remove(name);
    } else {
      copy.put(first, without(map(record.get(first)), rest(name, first)));
    }
    return copy;
  }

  /** The nested record that a field stands in; null where it does not. */
  private static String inner(Map<String, Object> record, String name) {
    return record.containsKey(name) ? null : way(record, name);
  }

  private static String rest(String name, String first) {
    return name.substring(first.length() + 1);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** A value as a message shows it. */
  static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
