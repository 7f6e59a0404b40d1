package org.sluice.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The interface's description in OpenAPI 3.0, made from its actions. */
final class OpenApi {
  private static final Pattern PART = Pattern.compile("\\{(\\w+)}");

  private OpenApi() {}

  static Map<String, Object> of(List<Action> actions) {
    Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
    for (Action action : actions) {
      paths
          .computeIfAbsent(action.path(), p -> new LinkedHashMap<>())
          .put(action.method().toLowerCase(Locale.ROOT), operation(action));
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("openapi", "3.0.3");
    root.put("info", Map.of("title", "Sluice hub", "version", "1"));
    root.put("paths", paths);
    root.put(
        "components",
        Map.of("securitySchemes", Map.of("key", Map.of("type", "http", "scheme", "bearer"))));
    return root;
  }

  private static Map<String, Object> operation(Action action) {
    List<Map<String, Object>> parameters = new ArrayList<>();
    Matcher part = PART.matcher(action.path());
    while (part.find()) {
      parameters.add(parameter(part.group(1), "path", true));
    }
    for (String name : action.parameters()) {
      parameters.add(parameter(name.replace("*", ""), "query", name.endsWith("*")));
    }
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("summary", action.summary());
    operation.put("parameters", parameters);
    operation.put("security", action.open() ? List.of() : List.of(Map.of("key", List.of())));
    operation.put("responses", Map.of("200", Map.of("description", "JSON")));
    return operation;
  }

  private static Map<String, Object> parameter(String name, String in, boolean required) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", name);
    parameter.put("in", in);
    parameter.put("required", required);
    parameter.put("schema", Map.of("type", "string"));
    return parameter;
  }
}
