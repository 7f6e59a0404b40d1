package org.sluice.dispatch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

/** {@code lake:objects}: where the routes of one file start. */
public final class LakeComponent extends DefaultComponent {
  /** Names of its parameters; beside them {@code meta.KEY}. */
  public static final List<String> PARAMETERS =
      List.of(
          "project",
          "contentType",
          "name",
          "user",
          "application",
          "dataProcessing",
          "minSize",
          "maxSize",
          "fallback",
          "onDelete",
          "onReject");

  private final Roster roster;
  private final String file;
  private final String revision;

  /**
   * @param roster told of the routes
   * @param file where they stand, below the routes' folder
   * @param revision hash of all that makes them
   */
  public LakeComponent(Roster roster, String file, String revision) {
    this.roster = roster;
    this.file = file;
    this.revision = revision;
  }

  Roster roster() {
    return roster;
  }

  String file() {
    return file;
  }

  String revision() {
    return revision;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    if (!remaining.equals("objects")) {
      throw new IllegalArgumentException("lake:" + remaining + " is unknown; it is lake:objects");
    }
    Map<String, String> meta = new LinkedHashMap<>();
    PropertiesHelper.extractProperties(parameters, "meta.")
        .forEach((k, v) -> meta.put(k.toLowerCase(Locale.ROOT), v.toString()));
    Selector selector =
        new Selector(
            text(parameters, "project"),
            text(parameters, "contentType"),
            text(parameters, "name"),
            text(parameters, "user"),
            text(parameters, "application"),
            one(parameters, "dataProcessing", "default", "custom"),
            size(parameters, "minSize"),
            size(parameters, "maxSize"),
            meta,
            "true".equals(one(parameters, "fallback", "false", "true")));
    return new LakeEndpoint(
        uri,
        this,
        selector,
        "keep".equals(one(parameters, "onDelete", "remove", "keep")),
        "skip".equals(one(parameters, "onReject", "park", "skip")));
  }

  /** A parameter that is one of two words; null where it is not given. */
  private String one(Map<String, Object> parameters, String name, String first, String second) {
    String value = text(parameters, name);
    if (value == null || value.equals(first) || value.equals(second)) {
      return value;
    }
    throw new IllegalArgumentException(
        name + " is '" + value + "'; it is " + first + " or " + second);
  }

  private String text(Map<String, Object> parameters, String name) {
    return getAndRemoveParameter(parameters, name, String.class);
  }

  private Long size(Map<String, Object> parameters, String name) {
    String value = text(parameters, name);
    if (value == null) {
      return null;
    }
    try {
      return Long.valueOf(value);
    } catch (NumberFormatException e) {
      // Without the cause: its words would be told instead.
      throw new IllegalArgumentException(
          "parameter '"
              + name
              + "' is '"
              + value
              + "', and should be a number of bytes, such as 10000000");
    }
  }
}
