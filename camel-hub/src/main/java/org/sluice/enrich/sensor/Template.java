package org.sluice.enrich.sensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sluice.event.Reading;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * {@code {"measurement": KEY, "time": KEY, "tags": [KEY…], "fields": [KEY…]}}: which key of a
 * record holds what. {@code tags} may be missing. Each key must be in every record; a null under a
 * tag or field leaves that one out.
 */
record Template(String measurement, String time, List<String> tags, List<String> fields)
    implements Form {
  private static final Set<String> NAMES = Set.of("measurement", "time", "tags", "fields");

  static Template of(Object template) {
    if (!(template instanceof Map<?, ?> map)) {
      throw invalid("template", "is not a JSON object");
    }
    for (Object name : map.keySet()) {
      if (!NAMES.contains(name)) {
        throw invalid("template." + name, "is unknown: there are measurement, time, tags, fields");
      }
    }
    List<String> fields = keys(map, "fields");
    if (fields.isEmpty()) {
      throw invalid("template.fields", "is missing or empty");
    }
    return new Template(key(map, "measurement"), key(map, "time"), keys(map, "tags"), fields);
  }

  @Override
  public Reading reading(Map<String, Object> record) {
    String name = Values.tag(measurement, Form.get(record, measurement));
    if (name == null) {
      throw new IllegalArgumentException("has an empty '" + measurement + "'");
    }
    TreeMap<String, String> tagValues = new TreeMap<>();
    for (String tag : tags) {
      Values.put(tagValues, tag, Values.tag(tag, Form.get(record, tag)));
    }
    TreeMap<String, Object> fieldValues = new TreeMap<>();
    for (String field : fields) {
      Values.put(fieldValues, field, Values.field(field, Form.get(record, field)));
    }
    if (fieldValues.isEmpty()) {
      throw new IllegalArgumentException("has no value in any of " + String.join(", ", fields));
    }
    return new Reading(name, ReadingTime.of(time, Form.get(record, time)), tagValues, fieldValues);
  }

  private static String key(Map<?, ?> template, String name) {
    if (template.get(name) instanceof String key && !key.isEmpty()) {
      return key;
    }
    throw invalid("template." + name, "is not the name of a key");
  }

  private static List<String> keys(Map<?, ?> template, String name) {
    Object value = template.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw invalid("template." + name, "is not a list of keys");
    }
    List<String> keys = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof String key) || key.isEmpty()) {
        throw invalid(
            "template." + name + "[" + keys.size() + "]", "is not the name of a key: " + item);
      }
      keys.add(key);
    }
    return keys;
  }

  private static FaultException invalid(String field, String reason) {
    return new FaultException(
        Fault.OTHER_DATA_INVALID, "In other_data, '" + field + "' " + reason + ".");
  }
}
