package org.sluice.dispatch;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluice.event.LakeObject;

/**
 * A route that did not take an object, as far as it is for objects of its project.
 *
 * @param why a sentence
 */
public record Untaken(String route, String why) {
  /**
   * Those that are for the object's project alone come first, fallbacks last.
   *
   * @param ran routes that the object ran through: their runs say what came of it
   */
  public static List<Untaken> of(Collection<LakeRoute> routes, LakeObject object, Set<String> ran) {
    Map<String, Untaken> bySentence = new LinkedHashMap<>();
    routes.stream()
        .filter(route -> !ran.contains(route.id()))
        .filter(route -> isFor(object.project(), route))
        .sorted(
            Comparator.comparing((LakeRoute route) -> project(route) == null)
                .thenComparing(LakeRoute::fallback)
                .thenComparing(LakeRoute::id))
        .map(route -> new Untaken(route.id(), why(route, object)))
        .forEach(one -> bySentence.putIfAbsent(one.why(), one));
    return List.copyOf(bySentence.values());
  }

  private static String why(LakeRoute route, LakeObject object) {
    return route.takes(object)
        ? "Route "
            + route.id()
            + " takes this object as it now is; ./sluice replay --id "
            + object.swiftId()
            + " runs it again."
        : Conditions.why(route, object);
  }

  private static boolean isFor(String project, LakeRoute route) {
    return project(route) == null || project(route).equals(project);
  }

  private static String project(LakeRoute route) {
    return route.selects().get("project");
  }
}
