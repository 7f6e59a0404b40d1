package org.sluice.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.fault.JsonWords;

/**
 * What a JSON object says of an object of the lake, as headers would say it: {@code application},
 * {@code data_processing}, and {@code other_data}, which is either a field of that name or all
 * fields but those two.
 */
public final class JsonSaying {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonSaying() {}

  /**
   * @return by the names of headers in lower case, without {@code X-Object-Meta-}
   * @throws IllegalArgumentException what is wrong; goes on behind the name of what holds the JSON
   */
  public static Map<String, String> of(byte[] json) {
    try {
      return of(read(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is no JSON: " + JsonWords.reason(e), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("is no JSON: " + e.getMessage(), e);
    }
  }

  /** What stands in the place of what cannot be read. */
  public static Map<String, String> unreadable(String why) {
    return Map.of(Saying.ERROR, why);
  }

  static JsonNode read(byte[] json) throws IOException {
    return JSON.readTree(json);
  }

  static Map<String, String> of(JsonNode json) {
    if (!(json instanceof ObjectNode object)) {
      throw new IllegalArgumentException("is no JSON object");
    }
    Map<String, String> said = new LinkedHashMap<>();
    ObjectNode rest = object.deepCopy();
    put(said, "application", rest.remove("application"), List.of());
    put(said, "data-processing", rest.remove("data_processing"), List.of("default", "custom"));
    JsonNode other = rest.get("other_data");
    if (other != null && (rest.size() > 1 || !other.isObject())) {
      throw new IllegalArgumentException(
          "has an other_data "
              + (other.isObject() ? "with other fields beside it" : "that is no JSON object"));
    }
    JsonNode all = other == null ? rest : other;
    if (!all.isEmpty()) {
      said.put("other-data", all.toString());
    }
    return said;
  }

  private static void put(
      Map<String, String> said, String name, JsonNode value, List<String> permitted) {
    if (value == null) {
      return;
    }
    String field = name.replace('-', '_');
    if (!value.isTextual()) {
      throw new IllegalArgumentException("has a " + field + " that is no text");
    }
    if (!permitted.isEmpty() && !permitted.contains(value.textValue())) {
      throw new IllegalArgumentException(
          "has a " + field + " that is neither " + String.join(" nor ", permitted));
    }
    said.put(name, value.textValue());
  }
}
