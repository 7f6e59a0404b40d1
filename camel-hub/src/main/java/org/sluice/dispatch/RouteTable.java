package org.sluice.dispatch;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.sluice.event.LakeObject;

/** The routes that run now, by id. */
public final class RouteTable {
  private final Map<String, LakeRoute> routes = new ConcurrentSkipListMap<>();

  void add(LakeRoute route) {
    routes.put(route.id(), route);
  }

  void remove(String id) {
    routes.remove(id);
  }

  public Collection<LakeRoute> all() {
    return routes.values();
  }

  /** The route of that id, or null. */
  public LakeRoute get(String id) {
    return routes.get(id);
  }

  /** Routes that take the object: all that match or, where none does, the fallbacks that match. */
  List<LakeRoute> takers(LakeObject object) {
    List<LakeRoute> matching = matching(object, false);
    return matching.isEmpty() ? fallbacks(object) : matching;
  }

  List<LakeRoute> fallbacks(LakeObject object) {
    return matching(object, true);
  }

  private List<LakeRoute> matching(LakeObject object, boolean fallback) {
    return routes.values().stream()
        .filter(r -> r.fallback() == fallback && r.takes(object))
        .toList();
  }
}
