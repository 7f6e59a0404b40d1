package org.sluice.gold.neo4j;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sluice.event.LakeObject;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.Provenance;

/**
 * From a picture's metadata and what the user says of it to a graph. {@code
 * other_data.image_content.main_object} and {@code secondary_object} are a text or a list of texts.
 */
final class PictureMapping {
  private PictureMapping() {}

  static PictureGraph graph(Map<?, ?> metadata, LakeObject object, Provenance from) {
    TreeMap<String, Object> properties = new TreeMap<>();
    metadata.forEach((name, value) -> put(properties, String.valueOf(name), value));
    put(properties, "swift_id", object.swiftId());
    put(properties, "size", object.size());
    put(properties, "original_name", object.originalName());
    put(properties, "content_type", object.contentType());
    put(properties, "project", from.project());
    put(properties, "object", from.object());
    put(properties, "version", from.version());
    put(properties, "route", from.route());
    Map<?, ?> content = content(object);
    return new PictureGraph(
        object.swiftId(),
        from.version(),
        properties,
        types(content, "main_object"),
        types(content, "secondary_object"));
  }

  private static void put(Map<String, Object> properties, String name, Object value) {
    if (value != null) {
      properties.put(name, value);
    }
  }

  private static Map<?, ?> content(LakeObject object) {
    Object content = object.otherData().get("image_content");
    if (content == null) {
      return Map.of();
    }
    if (content instanceof Map<?, ?> map) {
      return map;
    }
    throw invalid("image_content", "is not a JSON object");
  }

  private static List<String> types(Map<?, ?> content, String name) {
    Object said = content.get(name);
    TreeSet<String> types = new TreeSet<>();
    for (Object type :
        said instanceof List<?> list ? list : said == null ? List.of() : List.of(said)) {
      if (!(type instanceof String text)) {
        throw invalid("image_content." + name, "is neither a text nor a list of texts");
      }
      if (!text.isBlank()) {
        types.add(text.strip());
      }
    }
    return List.copyOf(types);
  }

  private static FaultException invalid(String field, String reason) {
    return new FaultException(
        Fault.OTHER_DATA_INVALID, "In other_data, '" + field + "' " + reason + ".");
  }
}
