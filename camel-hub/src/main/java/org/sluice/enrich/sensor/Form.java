package org.sluice.enrich.sensor;

import java.util.Map;
import org.sluice.event.Reading;

/** How a record tells a reading. */
interface Form {
  /**
   * @throws IllegalArgumentException when the record does not; its message goes on behind "Record
   *     14", such as "has no 'time'"
   */
  Reading reading(Map<String, Object> record);

  /** Key of the time. */
  String time();

  /** What a record has there; null where it has nothing. */
  default Object at(Map<String, Object> record) {
    return record.get(time());
  }

  /** The value under a key that must be there; may be null. */
  static Object get(Map<String, Object> record, String key) {
    if (!record.containsKey(key)) {
      throw new IllegalArgumentException("has no '" + key + "'");
    }
    return record.get(key);
  }
}
