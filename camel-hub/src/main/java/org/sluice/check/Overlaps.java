package org.sluice.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.sluice.dispatch.LakeRoute;

/** What there is to say of routes that take the same objects. */
public final class Overlaps {
  private final Collection<LakeRoute> routes;
  private final Map<String, RouteText> texts;

  /**
   * @param texts by file
   */
  public Overlaps(Collection<LakeRoute> routes, Map<String, RouteText> texts) {
    this.routes = routes;
    this.texts = texts;
  }

  /**
   * Routes that take what others may take too, each pair once.
   *
   * @param asked of which it is told
   */
  public List<Finding> shared(Predicate<LakeRoute> asked) {
    List<Finding> shared = new ArrayList<>();
    Set<LakeRoute> told = new HashSet<>();
    for (LakeRoute one : routes) {
      if (asked.test(one)) {
        told.add(one);
        List<String> others = named(other -> !told.contains(other) && one.meets(other));
        if (!others.isEmpty()) {
          shared.add(overlap(texts.get(one.file()), one.id(), others));
        }
      }
    }
    return shared;
  }

  /** Fallbacks that nothing is left to. */
  public List<Finding> covered() {
    List<Finding> covered = new ArrayList<>();
    for (LakeRoute one : routes) {
      List<String> others = named(other -> other.covers(one));
      if (!others.isEmpty()) {
        covered.add(covered(texts.get(one.file()), one.id(), others));
      }
    }
    return covered;
  }

  private List<String> named(Predicate<LakeRoute> which) {
    return routes.stream()
        .filter(which)
        .map(route -> route.id() + " (" + route.file() + ")")
        .toList();
  }

  private static Finding covered(RouteText text, String id, Collection<String> others) {
    return Finding.note(
        text.file(),
        text.of(id),
        id
            + " is a fallback, and all that it selects is taken by "
            + String.join(", ", others)
            + ": it runs only where "
            + (others.size() == 1 ? "that declines" : "all of these decline"));
  }

  private static Finding overlap(RouteText text, String id, Collection<String> others) {
    return Finding.note(
        text.file(),
        text.of(id),
        "What "
            + id
            + " takes, "
            + String.join(", ", others)
            + " may take too. Each route that matches runs, by design, and writes its own: leave it"
            + " so if that is meant, else have one select less");
  }
}
