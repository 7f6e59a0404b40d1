package org.sluice.enrich.sensor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sluice.event.Reading;

/**
 * What a bridge makes of an MQTT message: {@code topic}, {@code value}, {@code value_units}, {@code
 * input}, {@code subID}, {@code unitID}, {@code time}. The measurement is the topic's last level;
 * one value is the field {@code value} with the tag {@code unit}; an array of values pairs with
 * that of their units, and each unit names a field.
 */
final class MqttForm implements Form {
  private static final List<String> NEEDED = List.of("topic", "value", "time");
  private static final List<String> TAGS = List.of("topic", "input", "subID", "unitID");

  static boolean fits(Map<String, Object> record) {
    return record.keySet().containsAll(NEEDED);
  }

  @Override
  public String time() {
    return "time";
  }

  @Override
  public Reading reading(Map<String, Object> record) {
    for (String key : NEEDED) {
      Form.get(record, key);
    }
    TreeMap<String, String> tags = new TreeMap<>();
    for (String tag : TAGS) {
      Values.put(tags, tag, Values.tag(tag, record.get(tag)));
    }
    TreeMap<String, Object> fields = new TreeMap<>();
    Object value = record.get("value");
    Object units = record.get("value_units");
    if (value instanceof List<?> values) {
      pair(values, units, fields);
    } else {
      Values.put(fields, "value", Values.field("value", value));
      Values.put(tags, "unit", Values.tag("value_units", units));
    }
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("has no value in 'value'");
    }
    return new Reading(
        measurement(record.get("topic")), ReadingTime.of("time", record.get("time")), tags, fields);
  }

  private static void pair(List<?> values, Object units, Map<String, Object> fields) {
    if (!(units instanceof List<?> names) || names.size() != values.size()) {
      throw new IllegalArgumentException(
          "has " + values.size() + " items in 'value', but not as many in 'value_units'");
    }
    for (int i = 0; i < values.size(); i++) {
      String name = Values.tag("value_units", names.get(i));
      if (name == null) {
        throw new IllegalArgumentException("has an empty unit at item " + (i + 1));
      }
      if (fields.containsKey(name)) {
        throw new IllegalArgumentException("has the unit '" + name + "' twice in 'value_units'");
      }
      Values.put(fields, name, Values.field("value", values.get(i)));
    }
  }

  private static String measurement(Object topic) {
    if (!(topic instanceof String text)) {
      throw new IllegalArgumentException("has a 'topic' that is no text");
    }
    String last = text.substring(text.lastIndexOf('/') + 1);
    if (last.isEmpty()) {
      throw new IllegalArgumentException("has a 'topic' without a last level: '" + text + "'");
    }
    return last;
  }
}
