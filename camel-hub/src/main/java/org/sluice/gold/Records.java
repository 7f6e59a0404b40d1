package org.sluice.gold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What blocks that read an object leave as the body, where it is neither readings nor a picture.
 */
public final class Records {
  private Records() {}

  /**
   * @param block the sink's, for what is said of a body that is none
   * @throws IllegalStateException when the body is no list of maps
   */
  public static List<Map<?, ?>> of(Object body, String block) {
    if (!(body instanceof List<?> list)) {
      throw new IllegalStateException(
          "The body is not records: " + block + " stands behind a block that makes them");
    }
    List<Map<?, ?>> records = new ArrayList<>(list.size());
    for (Object item : list) {
      if (!(item instanceof Map<?, ?> record)) {
        throw new IllegalStateException("The body holds an item that is not a record: " + item);
      }
      records.add(record);
    }
    return records;
  }
}
