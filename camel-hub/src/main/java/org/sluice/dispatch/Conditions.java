package org.sluice.dispatch;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sluice.event.LakeObject;
import org.sluice.event.Sidecar;

/** Says what a route selects, and why it does not take an object. */
public final class Conditions {
  private static final String META = "meta.";

  private Conditions() {}

  /** What a route takes, for people. */
  public static String selects(LakeRoute route) {
    String said =
        route.selects().entrySet().stream()
            .filter(each -> !each.getKey().equals("fallback"))
            .map(each -> each.getKey() + " " + each.getValue())
            .collect(Collectors.joining(", "));
    return said.isEmpty() ? "every object" : said;
  }

  /** Why a route does not take an object: the conditions that it does not meet. */
  public static String why(LakeRoute route, LakeObject object) {
    if (Sidecar.is(object.key().object())) {
      return "No route takes an object whose name ends in "
          + Sidecar.ENDING
          + ": it says something of the object beside it.";
    }
    Map<String, String> is = facts(object);
    String unmet =
        route.selects().entrySet().stream()
            .filter(each -> !meets(each.getKey(), each.getValue(), object, is))
            .map(
                each ->
                    each.getKey()
                        + " "
                        + each.getValue()
                        + " (the object's is "
                        + is.getOrDefault(each.getKey(), "not said")
                        + ")")
            .collect(Collectors.joining(", "));
    String start = "Route " + route.id() + " does not take this object: ";
    if (!unmet.isEmpty()) {
      return start + "it takes " + unmet + ".";
    }
    return "custom".equals(object.dataProcessing())
        ? start + "it is marked custom, for routes whose id begins with its project and _ only."
        : "Route " + route.id() + " does not take this object.";
  }

  private static boolean meets(
      String condition, String wanted, LakeObject object, Map<String, String> is) {
    return switch (condition) {
      case "fallback" -> true;
      case "contentType" -> Selector.of(null, wanted, null).selects(object);
      case "name" -> Selector.of(null, null, wanted).selects(object);
      case "user" -> some(wanted, null, Map.of()).selects(object);
      case "application" -> some(null, wanted, Map.of()).selects(object);
      case "minSize" -> object.size() >= Long.parseLong(wanted);
      case "maxSize" -> object.size() <= Long.parseLong(wanted);
      default ->
          condition.startsWith(META)
              ? some(null, null, Map.of(condition.substring(META.length()), wanted)).selects(object)
              : wanted.equals(is.get(condition));
    };
  }

  private static Selector some(String user, String application, Map<String, String> meta) {
    return new Selector(null, null, null, user, application, null, null, null, meta, false);
  }

  private static Map<String, String> facts(LakeObject object) {
    Map<String, String> is = new TreeMap<>();
    is.put("project", object.project());
    is.put("contentType", object.contentType());
    is.put("name", object.key().object());
    is.put("user", object.user());
    is.put("application", object.application());
    is.put("dataProcessing", object.dataProcessing());
    is.put("minSize", String.valueOf(object.size()));
    is.put("maxSize", String.valueOf(object.size()));
    object.userMeta().forEach((name, value) -> is.put(META + name, value));
    is.values().removeIf(Objects::isNull);
    return is;
  }
}
