package org.sluice.dispatch;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluice.event.LakeObject;

/** The routes that there are now, by id. */
public final class RouteTable {
  private final Map<String, LakeRoute> routes = new ConcurrentSkipListMap<>();

  private volatile Set<String> topics = Set.of(Topics.REMOVALS);

  synchronized void add(LakeRoute route) {
    routes.put(route.id(), route);
    topics = queues();
  }

  /** Removes a route, unless another of its id has taken its place. */
  synchronized void remove(String id, LakeConsumer consumer) {
    routes.computeIfPresent(id, (i, route) -> route.isOf(consumer) ? null : route);
    topics = queues();
  }

  private Set<String> queues() {
    return Stream.concat(Stream.of(Topics.REMOVALS), routes.keySet().stream().map(Topics::route))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Queues of the routes that there are, and that of those which are gone. */
  public Set<String> topics() {
    return topics;
  }

  public Collection<LakeRoute> all() {
    return routes.values();
  }

  /** The route of that id, or null. */
  public LakeRoute get(String id) {
    return routes.get(id);
  }

  /** Ids of routes that were stopped by hand. */
  public List<String> stopped() {
    return routes.values().stream().filter(r -> !r.isStarted()).map(LakeRoute::id).toList();
  }

  /** Routes that take the object: all that match or, where none does, the fallbacks that match. */
  public List<LakeRoute> takers(LakeObject object) {
    List<LakeRoute> matching = matching(object, false);
    return matching.isEmpty() ? fallbacks(object) : matching;
  }

  /** Fallbacks that take the object where every other route declined it. */
  public List<LakeRoute> fallbacks(LakeObject object) {
    return matching(object, true);
  }

  private List<LakeRoute> matching(LakeObject object, boolean fallback) {
    return routes.values().stream()
        .filter(r -> r.fallback() == fallback && r.takes(object))
        .toList();
  }
}
