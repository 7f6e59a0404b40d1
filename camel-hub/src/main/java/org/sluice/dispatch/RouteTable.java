package org.sluice.dispatch;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluice.event.LakeObject;

/** The routes that there are now, by id. Who reads it sees them as they stand at one moment. */
public final class RouteTable implements Roster {
  private volatile Map<String, LakeRoute> routes = Map.of();
  private volatile Set<String> topics = Set.of(Topics.REMOVALS);

  @Override
  public void started(LakeRoute route) {
    swap(List.of(), List.of(route));
  }

  @Override
  public void stopped(LakeRoute route) {
    swap(List.of(route), List.of());
  }

  /**
   * Puts routes in the place of others, all at once: no object comes between. Runs that are in one
   * of those that go end there.
   */
  public synchronized void swap(Collection<LakeRoute> out, Collection<LakeRoute> in) {
    Map<String, LakeRoute> next = new TreeMap<>(routes);
    out.forEach(route -> next.remove(route.id(), route));
    in.forEach(route -> next.put(route.id(), route));
    routes = Collections.unmodifiableMap(next);
    topics =
        Stream.concat(Stream.of(Topics.REMOVALS), next.keySet().stream().map(Topics::route))
            .collect(Collectors.toUnmodifiableSet());
    out.forEach(LakeRoute::close);
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

  /** The same for a run, which is to {@linkplain LakeRoute#leave leave} it; null where none is. */
  public LakeRoute enter(String id) {
    LakeRoute route = routes.get(id);
    while (route != null && !route.enter()) {
      // another has just taken its place
      route = routes.get(id);
    }
    return route;
  }

  /** Ids of routes that were stopped by hand. */
  public List<String> stopped() {
    return routes.values().stream().filter(r -> !r.isStarted()).map(LakeRoute::id).toList();
  }

  /** Routes that take the object: all that match or, where none does, the fallbacks that match. */
  public List<LakeRoute> takers(LakeObject object) {
    Collection<LakeRoute> all = all();
    List<LakeRoute> matching = matching(all, object, false);
    return matching.isEmpty() ? matching(all, object, true) : matching;
  }

  /** Fallbacks that take the object where every other route declined it. */
  public List<LakeRoute> fallbacks(LakeObject object) {
    return matching(all(), object, true);
  }

  private static List<LakeRoute> matching(
      Collection<LakeRoute> all, LakeObject object, boolean fallback) {
    return all.stream().filter(r -> r.fallback() == fallback && r.takes(object)).toList();
  }
}
