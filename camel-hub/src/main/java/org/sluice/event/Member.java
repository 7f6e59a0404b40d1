package org.sluice.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How an object that stands in an archive is come by. Its key's name is the archive's, {@code !/},
 * and its own name there.
 *
 * @param archive name of the object that it stands in, in the same container; itself a member where
 *     archives stand in archives
 * @param version of that object
 * @param root name of the object that Swift holds
 * @param rootEtag MD5 of its content; null when unknown
 * @param depth 1 for what stands in an object that Swift holds, 2 for what stands in such a member
 * @param layers from the root's bytes to the member's, as {@code org.sluice.archive.Layers} has
 *     them
 * @param refused why its bytes are not to be read; null where they are
 */
public record Member(
    String archive,
    String version,
    String root,
    String rootEtag,
    int depth,
    List<String> layers,
    String refused) {
  public Member {
    if (archive == null || version == null || root == null) {
      throw new IllegalArgumentException("a member has an archive, its version and its root");
    }
    layers = List.copyOf(layers);
  }

  /** As it stands in events and documents; what is null stands in none. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("archive", archive);
    fields.put("version", version);
    fields.put("root", root);
    fields.put("root_etag", rootEtag);
    fields.put("depth", depth);
    fields.put("layers", layers);
    fields.put("refused", refused);
    fields.values().removeIf(Objects::isNull);
    return fields;
  }

  /** From an event or a document; null where there is none. */
  public static Member of(Object fields) {
    if (!(fields instanceof Map<?, ?> map)) {
      return null;
    }
    List<String> layers =
        map.get("layers") instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of();
    return new Member(
        text(map.get("archive")),
        text(map.get("version")),
        text(map.get("root")),
        text(map.get("root_etag")),
        map.get("depth") instanceof Number depth ? depth.intValue() : 1,
        layers,
        text(map.get("refused")));
  }

  private static String text(Object value) {
    return value instanceof String text ? text : null;
  }
}
