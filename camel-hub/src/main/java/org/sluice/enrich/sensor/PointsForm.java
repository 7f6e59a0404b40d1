package org.sluice.enrich.sensor;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.event.Reading;

/**
 * Which key of a record holds what. A key may be a path, {@code main.temp}: what has no such key
 * itself is looked into.
 *
 * @param measurement its name; {@code {key}} stands for the value under a key
 * @param time key of the time
 * @param fields keys of the values; none for every number and boolean of the record that is neither
 *     its time nor a tag
 * @param tags keys of what tells one series from another; one that a record has not is left out
 */
record PointsForm(String measurement, String time, List<String> fields, List<String> tags)
    implements Form {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");

  boolean fits(Map<String, Object> record) {
    return at(record) != null;
  }

  @Override
  public Object at(Map<String, Object> record) {
    return find(record, time);
  }

  @Override
  public Reading reading(Map<String, Object> record) {
    Object at = at(record);
    if (at == null) {
      throw new IllegalArgumentException("has no '" + time + "'");
    }
    TreeMap<String, String> tagValues = new TreeMap<>();
    for (String tag : tags) {
      Values.put(tagValues, tag, Values.tag(tag, find(record, tag)));
    }
    TreeMap<String, Object> values = new TreeMap<>();
    for (String field : fields) {
      Values.put(values, field, Values.field(field, find(record, field)));
    }
    if (fields.isEmpty()) {
      all(record, values);
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          fields.isEmpty()
              ? "has neither a number nor a boolean"
              : "has no value in any of " + String.join(", ", fields));
    }
    return new Reading(name(record), ReadingTime.of(time, at), tagValues, values);
  }

  private void all(Map<String, Object> record, TreeMap<String, Object> values) {
    Set<String> taken = new HashSet<>(tags);
    taken.add(time);
    record.forEach(
        (key, value) -> {
          if ((value instanceof Number || value instanceof Boolean) && !taken.contains(key)) {
            values.put(key, Values.field(key, value));
          }
        });
  }

  private String name(Map<String, Object> record) {
    if (measurement.indexOf('{') < 0) {
      return measurement;
    }
    return PLACE
        .matcher(measurement)
        .replaceAll(
            place -> {
              String key = place.group(1);
              String value = Values.tag(key, find(record, key));
              if (value == null) {
                throw new IllegalArgumentException("has no '" + key + "'");
              }
              return Matcher.quoteReplacement(value);
            });
  }

  /** The value under a key or path; null where there is none. */
  private static Object find(Map<?, ?> record, String path) {
    if (record.containsKey(path)) {
      return record.get(path);
    }
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      if (record.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
        Object found = find(inner, path.substring(dot + 1));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
