package org.sluice.dispatch;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

/** {@code lake:objects}: where an integrator's route starts. */
public final class LakeComponent extends DefaultComponent {
  private final RouteTable table;
  private final RouteFiles files;

  public LakeComponent(RouteTable table, RouteFiles files) {
    this.table = table;
    this.files = files;
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
            text(parameters, "dataProcessing"),
            size(parameters, "minSize"),
            size(parameters, "maxSize"),
            meta,
            Boolean.parseBoolean(text(parameters, "fallback")));
    return new LakeEndpoint(
        uri,
        this,
        selector,
        says(parameters, "onDelete", "remove", "keep"),
        says(parameters, "onReject", "park", "skip"),
        table,
        files);
  }

  /** Whether a parameter says the second of two words; without it, the first holds. */
  private boolean says(Map<String, Object> parameters, String name, String first, String second) {
    String value = text(parameters, name);
    if (value == null || value.equals(first) || value.equals(second)) {
      return second.equals(value);
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
      throw new IllegalArgumentException(name + " is no number of bytes: " + value, e);
    }
  }
}
