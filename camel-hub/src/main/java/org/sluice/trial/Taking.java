package org.sluice.trial;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sluice.dispatch.LakeRoute;
import org.sluice.event.LakeObject;

/** Says what a route selects, and what an object is. */
final class Taking {
  private Taking() {}

  /** Why a route does not take an object: what it selects, and what the object has. */
  static String why(LakeRoute route, LakeObject object) {
    Map<String, String> is = new TreeMap<>();
    is.put("project", object.project());
    is.put("contentType", String.valueOf(object.contentType()));
    is.put("name", object.key().object());
    is.put("user", object.user());
    is.put("application", object.application());
    is.put("dataProcessing", object.dataProcessing());
    is.put("minSize", String.valueOf(object.size()));
    is.put("maxSize", String.valueOf(object.size()));
    object.userMeta().forEach((name, value) -> is.put("meta." + name, value));
    String wants =
        route.selects().entrySet().stream()
            .filter(each -> !each.getKey().equals("fallback"))
            .filter(each -> !each.getValue().equals(is.get(each.getKey())))
            .map(
                each ->
                    each.getKey()
                        + " "
                        + each.getValue()
                        + " (the object's is "
                        + is.getOrDefault(each.getKey(), "not said")
                        + ")")
            .collect(Collectors.joining(", "));
    return "Route " + route.id() + " does not take this object: it takes " + wants + ".";
  }
}
