package org.sluice.enrich.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sluice.event.Reading;

/** A reading or a record, as an address sees it. */
public record LookupItem(Object item) {
  /** An item of the body. */
  public static LookupItem of(Object item) {
    if (item instanceof Reading || item instanceof Map) {
      return new LookupItem(item);
    }
    throw new IllegalStateException("Neither a reading nor a record: " + item);
  }

  /** The value of a tag, a field or a key as text; null where there is none. */
  String get(String key) {
    Object value;
    if (item instanceof Reading reading) {
      value = reading.tags().get(key);
      value = value == null ? reading.fields().get(key) : value;
      value = value == null && key.equals("measurement") ? reading.measurement() : value;
    } else {
      value = ((Map<?, ?>) item).get(key);
    }
    boolean single = value instanceof String || value instanceof Number || value instanceof Boolean;
    return single && !value.toString().isEmpty() ? value.toString() : null;
  }

  Object with(String key, Object value) {
    if (item instanceof Reading reading) {
      return reading.with(Map.of(key, value instanceof Number n ? n.doubleValue() : value));
    }
    Map<String, Object> record = new LinkedHashMap<>();
    ((Map<?, ?>) item).forEach((name, old) -> record.put((String) name, old));
    record.put(key, value);
    return record;
  }
}
