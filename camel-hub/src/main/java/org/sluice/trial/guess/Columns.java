package org.sluice.trial.guess;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The keys of records, those of nested objects as paths, in the order in which they come. */
final class Columns {
  /** Levels of nested objects that are looked into. */
  static final int DEEPEST = 4;

  /** Keys that are looked at. */
  static final int MOST = 500;

  /** What a block's parameter cannot name: its list, its place-holders or its address end there. */
  private static final Pattern UNSPEAKABLE = Pattern.compile("[,{}&+\\p{Cc}]|^\\s|\\s$|^$");

  private final Map<String, Column> all = new LinkedHashMap<>();
  private final int records;

  Columns(List<Map<String, Object>> records) {
    this.records = records.size();
    records.forEach(record -> add(record, "", record, 1));
  }

  private void add(Map<?, ?> whole, String path, Map<?, ?> record, int depth) {
    record.forEach(
        (key, value) -> {
          String name = path + key;
          if (value instanceof Map<?, ?> inner && depth < DEEPEST && !inner.isEmpty()) {
            add(whole, name + ".", inner, depth + 1);
          } else if (isCalled(name, value, whole) && (all.size() < MOST || all.containsKey(name))) {
            all.computeIfAbsent(name, Column::new).add(value);
          }
        });
  }

  /** Whether the name is this field's in the whole record, and not that of one called so. */
  private static boolean isCalled(String name, Object value, Map<?, ?> record) {
    return value(record, name) == value;
  }

  /** What a record has under a key or path; null where it has nothing there. */
  static Object value(Map<?, ?> record, String path) {
    if (record.containsKey(path)) {
      return record.get(path);
    }
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      if (record.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
        Object value = value(inner, path.substring(dot + 1));
        if (value != null) {
          return value;
        }
      }
    }
    return null;
  }

  int records() {
    return records;
  }

  Collection<Column> all() {
    return all.values();
  }

  /** Whether a block's parameter can name the key. */
  static boolean speakable(String key) {
    return !UNSPEAKABLE.matcher(key).find();
  }
}
