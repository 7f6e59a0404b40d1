package org.sluice.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.camel.Route;
import org.apache.camel.support.LifecycleStrategySupport;

/** Keeps routes from starting that begin by themselves, until they are let go. */
final class Held extends LifecycleStrategySupport {
  /** Where routes start that wait for what others of the same file, or the lake, send them. */
  private static final Set<String> QUIET = Set.of("lake", "kamelet", "direct", "seda");

  private final List<String> held = new ArrayList<>();
  private boolean released;

  @Override
  public synchronized void onRoutesAdd(Collection<Route> routes) {
    for (Route route : routes) {
      if (!released && !isQuiet(route) && !Boolean.FALSE.equals(route.isAutoStartup())) {
        route.setAutoStartup(false);
        held.add(route.getRouteId());
      }
    }
  }

  private static boolean isQuiet(Route route) {
    String uri = route.getEndpoint().getEndpointUri();
    return QUIET.contains(uri.substring(0, Math.max(0, uri.indexOf(':'))));
  }

  /** Ids of those that were kept; from now on none is. */
  synchronized List<String> release() {
    released = true;
    List<String> all = List.copyOf(held);
    held.clear();
    return all;
  }
}
