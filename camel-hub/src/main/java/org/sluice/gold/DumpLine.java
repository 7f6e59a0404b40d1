package org.sluice.gold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** A line of a dump: JSON with sorted keys, and nothing that breaks a line. */
public final class DumpLine {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          // Whatever is in gold, it cannot steer a terminal.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private DumpLine() {}

  public static String of(String service, String place, Map<String, Object> record) {
    try {
      return service + " " + JSON.writeValueAsString(place) + " " + JSON.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A record cannot be told as JSON", e);
    }
  }
}
