package org.sluice.dispatch;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.sluice.event.LakeObject;
import org.sluice.event.Sidecar;

/**
 * Which objects a route takes. Null is no condition.
 *
 * @param contentType one or several parted by commas, with {@code *}; parameters of a type, behind
 *     a semicolon, are no condition
 * @param name glob on the object's name: {@code *} within a folder, {@code **} across
 * @param minSize bytes, inclusive
 * @param maxSize bytes, inclusive
 * @param meta user metadata that must be there with this value; {@code *} for any
 * @param fallback whether the route runs only where no other took the object
 */
public final class Selector {
  private final String project;
  private final String contentType;
  private final String name;
  private final String user;
  private final String application;
  private final String dataProcessing;
  private final Long minSize;
  private final Long maxSize;
  private final Map<String, String> meta;
  private final boolean fallback;

  // Made once: every object is held against every route.
  private final List<Pattern> types;
  private final PathMatcher names;
  private final Pattern users;
  private final Pattern applications;
  private final Map<String, Pattern> metas = new LinkedHashMap<>();

  Selector(
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
    this.project = project;
    this.contentType = contentType;
    this.name = name;
    this.user = user;
    this.application = application;
    this.dataProcessing = dataProcessing;
    this.minSize = minSize;
    this.maxSize = maxSize;
    this.meta = meta;
    this.fallback = fallback;
    if (minSize != null && maxSize != null && minSize > maxSize) {
      throw new IllegalArgumentException(
          "minSize " + minSize + " is above maxSize " + maxSize + ": no object is both");
    }
    this.types =
        contentType == null ? null : split(contentType).stream().map(Selector::wildcard).toList();
    this.names = name == null ? null : FileSystems.getDefault().getPathMatcher("glob:" + name);
    this.users = user == null ? null : wildcard(user);
    this.applications = application == null ? null : wildcard(application);
    meta.forEach((key, value) -> metas.put(key, wildcard(value)));
  }

  /**
   * Objects by these alone; null is no condition.
   *
   * @throws IllegalArgumentException when the name is no glob
   */
  public static Selector of(String project, String contentType, String name) {
    return new Selector(project, contentType, name, null, null, null, null, null, Map.of(), false);
  }

  boolean fallback() {
    return fallback;
  }

  boolean matches(String route, LakeObject object) {
    return !Sidecar.is(object.key().object()) && permitted(route, object) && selects(object);
  }

  /** Whether the object meets all conditions. */
  public boolean selects(LakeObject object) {
    return (project == null || project.equals(object.project()))
        && (types == null || typed(object.contentType()))
        && (names == null || named(object.key().object()))
        && (users == null || matches(users, object.user()))
        && (applications == null || matches(applications, object.application()))
        && (dataProcessing == null || dataProcessing.equals(object.dataProcessing()))
        && (minSize == null || object.size() >= minSize)
        && (maxSize == null || object.size() <= maxSize)
        && metas.entrySet().stream()
            .allMatch(m -> matches(m.getValue(), object.userMeta().get(m.getKey())));
  }

  /** An object marked {@code custom} is for its project's own routes only: PROJECT_USER_TASK. */
  private boolean permitted(String route, LakeObject object) {
    return dataProcessing != null
        || !"custom".equals(object.dataProcessing())
        || route.startsWith(object.project() + "_");
  }

  /**
   * Whether there may be an object that both select; where it cannot be told, there may. Fallbacks
   * are left out: they are there to be beside others.
   */
  boolean meets(Selector other) {
    return (project == null || other.project == null || project.equals(other.project))
        && !fallback
        && !other.fallback
        && (dataProcessing == null
            || other.dataProcessing == null
            || dataProcessing.equals(other.dataProcessing))
        && anyMeet(split(contentType), split(other.contentType))
        && (!isPlainGlob(name) || !isPlainGlob(other.name) || Wildcards.meet(name, other.name))
        && Wildcards.meet(user, other.user)
        && Wildcards.meet(application, other.application)
        && (minSize == null || other.maxSize == null || minSize <= other.maxSize)
        && (other.minSize == null || maxSize == null || other.minSize <= maxSize)
        && meta.entrySet().stream()
            .allMatch(one -> Wildcards.meet(one.getValue(), other.meta.get(one.getKey())));
  }

  /** Whether each object that the other selects is surely selected here. */
  boolean covers(String route, Selector other, String otherRoute) {
    return (project == null || project.equals(other.project))
        && coversProcessing(route, other, otherRoute)
        && (types == null || other.types != null && coversTypes(split(other.contentType)))
        && coversName(other.name)
        && (users == null || matches(users, other.user))
        && (applications == null || matches(applications, other.application))
        && (minSize == null || minSize <= (other.minSize == null ? 0 : other.minSize))
        && (maxSize == null || other.maxSize != null && other.maxSize <= maxSize)
        && metas.entrySet().stream()
            .allMatch(one -> matches(one.getValue(), other.meta.get(one.getKey())));
  }

  private boolean coversTypes(List<String> others) {
    // A * of the other's is matched by one of ours alone, as any other letter is.
    return others.stream().allMatch(one -> types.stream().anyMatch(ours -> matches(ours, one)));
  }

  private boolean coversName(String other) {
    return name == null
        || name.equals(other)
        || other != null && name.equals("**")
        || other != null
            && isPlainGlob(name)
            && isPlainGlob(other)
            && !other.contains("**")
            && named(other);
  }

  /** Objects marked {@code custom} are for their project's own routes. */
  private boolean coversProcessing(String route, Selector other, String otherRoute) {
    if (dataProcessing != null || other.dataProcessing != null) {
      return dataProcessing == null
          ? "default".equals(other.dataProcessing)
          : dataProcessing.equals(other.dataProcessing);
    }
    String own = other.project + "_";
    return other.project == null
        ? !otherRoute.contains("_")
        : !otherRoute.startsWith(own) || route.startsWith(own);
  }

  private static boolean anyMeet(List<String> some, List<String> others) {
    return some.stream().anyMatch(a -> others.stream().anyMatch(b -> Wildcards.meet(a, b)));
  }

  private static List<String> split(String contentType) {
    return contentType == null
        ? List.of("*")
        : Arrays.stream(contentType.toLowerCase(Locale.ROOT).split(","))
            .map(Selector::bare)
            .toList();
  }

  /** Of {@code text/csv; charset=utf-8} the type alone. */
  private static String bare(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip();
  }

  private static boolean isPlainGlob(String glob) {
    return glob == null || glob.chars().noneMatch(letter -> "?[]{}\\".indexOf(letter) >= 0);
  }

  private boolean typed(String type) {
    String lower = type == null ? "" : bare(type).toLowerCase(Locale.ROOT);
    return types.stream().anyMatch(pattern -> matches(pattern, lower));
  }

  private boolean named(String objectName) {
    try {
      return names.matches(Path.of(objectName));
    } catch (java.nio.file.InvalidPathException e) {
      return false;
    }
  }

  private static Pattern wildcard(String pattern) {
    return Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
  }

  private static boolean matches(Pattern pattern, String value) {
    return value != null && pattern.matcher(value).matches();
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
