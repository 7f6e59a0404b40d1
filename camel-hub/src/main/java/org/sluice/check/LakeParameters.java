package org.sluice.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.check.BlockText.Parameter;

/** What the parameters of {@code lake:objects} are for. */
public final class LakeParameters {
  /** By name. */
  public static final Map<String, Parameter> ALL;

  /** Of all whose name begins so. */
  public static final String META =
      "User metadata that the object must have, meta.KEY, with this value; * stands for any letters.";

  private static final Map<String, Parameter> OPEN = new LinkedHashMap<>();

  static {
    add(
        "project",
        "Whose objects: the name of the container, in accounts of the lake.",
        "neocampus");
    add("contentType", "Types, parted by commas; * stands for any letters.", "text/csv,image/*");
    add("name", "Glob on the object's name: * within a folder, ** across.", "2024/**.csv");
    add("user", "Who stored it, as project:user; * stands for any letters.", "campus:*");
    add("application", "What the object says of its application; * for any letters.", "sensors*");
    add("dataProcessing", "What the object says of it: default or custom.", "custom");
    add("minSize", "Bytes that it has at the least.", "1");
    add("maxSize", "Bytes that it has at the most.", "1048576");
    add("fallback", "Whether the route runs only where no other took the object.", "true");
    add(
        "onDelete",
        "remove (default) or keep what the route wrote of an object that is deleted.",
        "keep");
    add(
        "onReject",
        "park (default) an object with a record that cannot be taken, or skip that.",
        "skip");
    ALL = java.util.Collections.unmodifiableMap(OPEN);
  }

  private LakeParameters() {}

  private static void add(String name, String description, String example) {
    OPEN.put(name, new Parameter(null, description, "string", null, example, List.of()));
  }
}
