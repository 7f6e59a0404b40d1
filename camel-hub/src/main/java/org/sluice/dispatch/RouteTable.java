package org.sluice.dispatch;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluice.event.LakeObject;

/** The routes that there are now, by id. Who reads it sees them as they stand at one moment. */
public final class RouteTable implements Roster {
  private volatile Standing standing = new Standing("", Map.of());
  private volatile Map<String, Instant> overdue = Map.of();
  private volatile Set<String> topics = Set.of(Topics.REMOVALS);

  private record Standing(String set, Map<String, LakeRoute> routes) {}

  /**
   * Routes that take an object.
   *
   * @param set name of the set of routes that was asked
   */
  record Taking(String set, List<LakeRoute> routes) {}

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
    swap(out, in, standing.set());
  }

  /**
   * The same.
   *
   * @param set name of the set of routes that there then is
   */
  public synchronized void swap(Collection<LakeRoute> out, Collection<LakeRoute> in, String set) {
    Map<String, LakeRoute> next = new TreeMap<>(standing.routes());
    out.forEach(route -> next.remove(route.id(), route));
    in.forEach(route -> next.put(route.id(), route));
    standing = new Standing(set, Collections.unmodifiableMap(next));
    findTopics();
    out.forEach(LakeRoute::close);
  }

  private void findTopics() {
    topics =
        Stream.of(standing.routes().keySet(), overdue.keySet())
            .flatMap(Set::stream)
            .map(Topics::route)
            .collect(Collectors.toCollection(() -> new TreeSet<>(Set.of(Topics.REMOVALS))));
  }

  /**
   * Has what waits for routes that were removed long ago end, as far as they are not back.
   *
   * @param routes when each was removed
   */
  public synchronized void end(Map<String, Instant> routes) {
    if (!routes.equals(overdue)) {
      overdue = Map.copyOf(routes);
      findTopics();
    }
  }

  /** When a route was removed for which nothing is to wait any more; null for any other. */
  public Instant overdue(String id) {
    return overdue.get(id);
  }

  /**
   * Queues of the routes that there are and of those for which nothing is to wait any more, and
   * that of removals of those which are gone.
   */
  public Set<String> topics() {
    return topics;
  }

  public Collection<LakeRoute> all() {
    return standing.routes().values();
  }

  /** The route of that id, or null. */
  public LakeRoute get(String id) {
    return standing.routes().get(id);
  }

  /** The same for a run, which is to {@linkplain LakeRoute#leave leave} it; null where none is. */
  public LakeRoute enter(String id) {
    LakeRoute route = get(id);
    while (route != null && !route.enter()) {
      // another has just taken its place
      route = get(id);
    }
    return route;
  }

  /** Ids of routes that were stopped by hand. */
  public List<String> stopped() {
    return all().stream().filter(r -> !r.isStarted()).map(LakeRoute::id).toList();
  }

  /** Routes that take the object: all that match or, where none does, the fallbacks that match. */
  public List<LakeRoute> takers(LakeObject object) {
    return taking(object).routes();
  }

  /** The same, with the set that they are of. */
  Taking taking(LakeObject object) {
    Standing now = standing;
    Collection<LakeRoute> all = now.routes().values();
    List<LakeRoute> matching = matching(all, object, false);
    return new Taking(now.set(), matching.isEmpty() ? matching(all, object, true) : matching);
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
