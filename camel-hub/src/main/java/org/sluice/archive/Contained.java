package org.sluice.archive;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file that an archive holds.
 *
 * @param path its name there, as {@link MemberName} has it
 * @param size bytes that it is unpacked to, as the archive says; never more are read
 * @param contentType what its first bytes and its name say
 * @param layers from the archive's bytes to its own
 * @param refused why its bytes are not to be read; null where they are
 */
public record Contained(
    String path, long size, String contentType, List<String> layers, String refused) {
  public Contained {
    layers = List.copyOf(layers);
  }

  /** What a route sees of it. */
  public Map<String, Object> shown() {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("path", path);
    shown.put("size", size);
    shown.put("content_type", contentType);
    if (refused != null) {
      shown.put("refused", refused);
    }
    return shown;
  }
}
