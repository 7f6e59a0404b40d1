package org.sluice.enrich.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.List;
import java.util.Map;
import org.sluice.enrich.json.RecordReader;

/** JSON that stands in a text of its own, such as a cell of a table. Read strictly. */
final class JsonText {
  private static final ObjectReader READER =
      new ObjectMapper(RecordReader.JSON)
          .reader()
          .forType(Object.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  private JsonText() {}

  /** Whether it is meant to be an array or an object. */
  static boolean begins(String text) {
    String bare = text.stripLeading();
    return bare.startsWith("[") || bare.startsWith("{");
  }

  /** Whether some number in it is larger than any double. */
  private static boolean isBeyond(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.values().stream().anyMatch(JsonText::isBeyond);
    }
    return value instanceof List<?> list
        ? list.stream().anyMatch(JsonText::isBeyond)
        : value instanceof Double number && number.isInfinite();
  }

  /**
   * @throws IllegalArgumentException when it is not JSON
   */
  static Object read(String text) {
    try {
      Object value = READER.readValue(text);
      if (isBeyond(value)) {
        throw new IllegalArgumentException("holds a number larger than any can be here");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is no JSON", e);
    }
  }
}
