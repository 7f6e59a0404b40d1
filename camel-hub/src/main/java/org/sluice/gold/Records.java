package org.sluice.gold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.sluice.enrich.Unread;
import org.sluice.event.Reading;

/**
 * What blocks that read an object leave as the body, where it is neither readings nor a picture.
 */
public final class Records {
  private Records() {}

  /**
   * @param block the sink's, for what is said of a body that is none
   * @throws org.sluice.fault.FaultException route-invalid when the body is the object's bytes
   * @throws IllegalStateException when it is no list of maps otherwise
   */
  public static List<Map<?, ?>> of(Object body, String block) {
    return of(body, block, UnaryOperator.identity());
  }

  /**
   * The same where readings are as good as records: each becomes one of {@code measurement}, {@code
   * time}, {@code tags} and {@code fields}.
   */
  public static List<Map<?, ?>> plain(Object body, String block) {
    return of(body, block, Records::record);
  }

  private static List<Map<?, ?>> of(Object body, String block, UnaryOperator<Object> made) {
    Unread.refuse(body, block, Unread.READING);
    if (!(body instanceof List<?> list)) {
      throw new IllegalStateException(
          "The body is not records: " + block + " stands behind a block that makes them");
    }
    List<Map<?, ?>> records = new ArrayList<>(list.size());
    for (Object item : list) {
      if (!(made.apply(item) instanceof Map<?, ?> record)) {
        throw new IllegalStateException("The body holds an item that is not a record: " + item);
      }
      records.add(record);
    }
    return records;
  }

  /** The same record where its keys are texts, as nearly all are. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> named(Map<?, ?> record) {
    for (Object name : record.keySet()) {
      if (!(name instanceof String)) {
        Map<String, Object> named = new LinkedHashMap<>();
        record.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
      }
    }
    return (Map<String, Object>) record;
  }

  private static Object record(Object item) {
    if (!(item instanceof Reading reading)) {
      return item;
    }
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("measurement", reading.measurement());
    record.put("time", reading.time().toString());
    record.put("tags", reading.tags());
    record.put("fields", reading.fields());
    return record;
  }
}
