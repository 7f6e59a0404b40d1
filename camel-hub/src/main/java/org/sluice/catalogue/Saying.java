package org.sluice.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.Document;
import org.sluice.fault.JsonWords;

/**
 * What is said of an object: in its {@code X-Object-Meta-*}, for what they leave out in its
 * sidecar, then in its container's {@code X-Container-Meta-*}, then in its project's defaults.
 *
 * @param application {@code Application}; empty when not said
 * @param dataProcessing {@code Data-Processing}: {@code default} or {@code custom}
 * @param otherData {@code Other-Data}, or {@code Other-Data-1} … {@code Other-Data-N} joined, as
 *     JSON
 * @param otherDataError why the other data could not be read; null when it could
 */
record Saying(
    String application, String dataProcessing, Document otherData, String otherDataError) {
  /** In what a sidecar says: why it cannot be read. */
  static final String ERROR = "error";

  static final String APPLICATION = "application";
  static final String DATA_PROCESSING = "data-processing";
  static final String OTHER_DATA = "other-data";

  private static final ObjectMapper JSON = new ObjectMapper();

  static Saying of(
      Map<String, String> userMeta,
      Map<String, String> sidecar,
      Map<String, String> containerMeta,
      Map<String, String> defaults) {
    Map<String, String> said = new LinkedHashMap<>(defaults);
    over(said, containerMeta);
    over(said, sidecar);
    over(said, userMeta);
    String header =
        says(userMeta, OTHER_DATA) || says(sidecar, OTHER_DATA) ? "Object" : "Container";
    String json = otherData(said);
    Document other = new Document();
    String error = sidecar.get(ERROR);
    if (!json.isBlank()) {
      try {
        @SuppressWarnings("unchecked")
        Map<String, Object> parsed = JSON.readValue(json, LinkedHashMap.class);
        other = new Document(parsed);
      } catch (JsonProcessingException e) {
        error = "X-" + header + "-Meta-Other-Data is no JSON object: " + JsonWords.reason(e);
      }
    }
    String processing = said.getOrDefault(DATA_PROCESSING, "default").strip();
    return new Saying(
        said.getOrDefault(APPLICATION, ""),
        processing.equals("custom") ? "custom" : "default",
        other,
        error);
  }

  /** Whether something is said under a name or, of one that is too long, under its parts. */
  static boolean says(Map<String, String> said, String name) {
    return said.keySet().stream().anyMatch(key -> key.startsWith(name));
  }

  private static void over(Map<String, String> said, Map<String, String> stronger) {
    if (says(stronger, OTHER_DATA)) {
      said.keySet().removeIf(key -> key.startsWith(OTHER_DATA));
    }
    said.putAll(stronger);
  }

  private static String otherData(Map<String, String> said) {
    if (said.containsKey(OTHER_DATA)) {
      return said.get(OTHER_DATA);
    }
    StringBuilder joined = new StringBuilder();
    for (int i = 1; said.containsKey(OTHER_DATA + "-" + i); i++) {
      joined.append(said.get(OTHER_DATA + "-" + i));
    }
    return joined.toString();
  }
}
