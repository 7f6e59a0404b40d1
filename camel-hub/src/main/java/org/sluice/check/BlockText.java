package org.sluice.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a block's file says of its parameters.
 *
 * @param parameters by name
 * @param required those that must be given
 * @param title what it is, in some words
 */
public record BlockText(
    String name,
    String title,
    String description,
    Map<String, Parameter> parameters,
    List<String> required) {
  public static final String ENDING = ".kamelet.yaml";

  /**
   * One parameter; what is not said of it is null.
   *
   * @param values all that it may be; empty where they are not told
   */
  public record Parameter(
      String title,
      String description,
      String type,
      String byDefault,
      String example,
      List<String> values) {}

  /** Of a file that can be read. */
  public static BlockText of(RouteText text) {
    Part root = text.root();
    Part definition = root.find("spec", "definition");
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    if (definition != null) {
      Part properties = definition.get("properties");
      if (properties != null) {
        properties.parts().forEach(one -> parameters.put(one.key(), parameter(one)));
      }
      Part needed = definition.get("required");
      if (needed != null) {
        needed.parts().forEach(one -> required.add(one.text()));
      }
    }
    return new BlockText(
        name(text.file()),
        definition == null ? null : definition.text("title"),
        definition == null ? null : definition.text("description"),
        parameters,
        required);
  }

  private static Parameter parameter(Part one) {
    Part values = one.get("enum");
    return new Parameter(
        one.text("title"),
        one.text("description"),
        one.text("type"),
        one.text("default"),
        one.text("example"),
        values == null ? List.of() : values.parts().stream().map(Part::text).toList());
  }

  /** What a block of that file is called. */
  public static String name(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return name.substring(0, name.length() - ENDING.length());
  }
}
