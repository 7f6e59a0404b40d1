package org.sluice.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.Document;

/**
 * What an upload says of its object through {@code X-Object-Meta-*}, with its container's {@code
 * X-Container-Meta-*} for what it leaves out.
 *
 * @param application {@code Application}; empty when not said
 * @param dataProcessing {@code Data-Processing}: {@code default} or {@code custom}
 * @param otherData {@code Other-Data}, or {@code Other-Data-1} … {@code Other-Data-N} joined, as
 *     JSON
 * @param otherDataError why the other data could not be read; null when it could
 */
record Saying(
    String application, String dataProcessing, Document otherData, String otherDataError) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Saying of(Map<String, String> userMeta, Map<String, String> containerMeta) {
    Map<String, String> said = new LinkedHashMap<>(containerMeta);
    if (userMeta.keySet().stream().anyMatch(k -> k.startsWith("other-data"))) {
      said.keySet().removeIf(k -> k.startsWith("other-data"));
    }
    said.putAll(userMeta);
    String processing = said.getOrDefault("data-processing", "default").strip();
    String json = otherData(said);
    Document other = new Document();
    String error = null;
    if (!json.isBlank()) {
      try {
        @SuppressWarnings("unchecked")
        Map<String, Object> parsed = JSON.readValue(json, LinkedHashMap.class);
        other = new Document(parsed);
      } catch (JsonProcessingException e) {
        error = "X-Object-Meta-Other-Data is no JSON object: " + e.getOriginalMessage();
      }
    }
    return new Saying(
        said.getOrDefault("application", ""),
        processing.equals("custom") ? "custom" : "default",
        other,
        error);
  }

  private static String otherData(Map<String, String> said) {
    if (said.containsKey("other-data")) {
      return said.get("other-data");
    }
    StringBuilder joined = new StringBuilder();
    for (int i = 1; said.containsKey("other-data-" + i); i++) {
      joined.append(said.get("other-data-" + i));
    }
    return joined.toString();
  }
}
