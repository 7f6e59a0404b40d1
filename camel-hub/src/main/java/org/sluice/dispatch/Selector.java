package org.sluice.dispatch;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.sluice.event.LakeObject;

/**
 * Which objects a route takes. Null is no condition.
 *
 * @param contentType one or several parted by commas, with {@code *}
 * @param name glob on the object's name: {@code *} within a folder, {@code **} across
 * @param minSize bytes, inclusive
 * @param maxSize bytes, inclusive
 * @param meta user metadata that must be there with this value; {@code *} for any
 * @param fallback whether the route runs only where no other took the object
 */
record Selector(
    String project,
    String contentType,
    String name,
    String user,
    String application,
    String dataProcessing,
    Long minSize,
    Long maxSize,
    Map<String, String> meta,
    boolean fallback) {
  boolean matches(String route, LakeObject object) {
    return permitted(route, object)
        && (project == null || project.equals(object.project()))
        && (contentType == null || typed(object.contentType()))
        && (name == null || named(object.key().object()))
        && (user == null || wildcard(user, object.user()))
        && (application == null || wildcard(application, object.application()))
        && (dataProcessing == null || dataProcessing.equals(object.dataProcessing()))
        && (minSize == null || object.size() >= minSize)
        && (maxSize == null || object.size() <= maxSize)
        && meta.entrySet().stream()
            .allMatch(m -> wildcard(m.getValue(), object.userMeta().get(m.getKey())));
  }

  /** An object marked {@code custom} is for its project's own routes only: PROJECT_USER_TASK. */
  private boolean permitted(String route, LakeObject object) {
    return dataProcessing != null
        || !"custom".equals(object.dataProcessing())
        || route.startsWith(object.project() + "_");
  }

  private boolean typed(String type) {
    String bare = type == null ? "" : type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    for (String pattern : contentType.toLowerCase(Locale.ROOT).split(",")) {
      if (wildcard(pattern.strip(), bare)) {
        return true;
      }
    }
    return false;
  }

  private boolean named(String objectName) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + name).matches(Path.of(objectName));
    } catch (java.nio.file.InvalidPathException e) {
      return false;
    }
  }

  private static boolean wildcard(String pattern, String value) {
    if (value == null) {
      return false;
    }
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
    return Pattern.compile(regex, Pattern.DOTALL).matcher(value).matches();
  }

  /** The conditions as text, for lists of routes. */
  Map<String, String> described() {
    Map<String, String> out = new LinkedHashMap<>();
    put(out, "project", project);
    put(out, "contentType", contentType);
    put(out, "name", name);
    put(out, "user", user);
    put(out, "application", application);
    put(out, "dataProcessing", dataProcessing);
    put(out, "minSize", minSize);
    put(out, "maxSize", maxSize);
    meta.forEach((key, value) -> put(out, "meta." + key, value));
    put(out, "fallback", fallback ? "true" : null);
    return out;
  }

  private static void put(Map<String, String> out, String key, Object value) {
    if (value != null) {
      out.put(key, value.toString());
    }
  }
}
