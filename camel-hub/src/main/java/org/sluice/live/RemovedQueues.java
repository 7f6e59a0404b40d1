package org.sluice.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.dispatch.RouteTable;
import org.sluice.dispatch.Topics;
import org.sluice.live.agreed.Agreement;
import org.sluice.live.agreed.GoneRoute;

/**
 * Has what waits on the queue of a route end once the route was removed for long: the queue is read
 * again, and its runs are parked. A route of which nothing waits then is forgotten.
 */
public final class RemovedQueues implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(RemovedQueues.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Agreement agreement;
  private final RouteTable table;
  private final Function<Collection<String>, Map<String, Long>> entries;
  private final Duration after;
  private boolean stopping;

  /**
   * @param entries how many entries of each topic are not done
   * @param after how long a queue waits for its route
   */
  public RemovedQueues(
      Agreement agreement,
      RouteTable table,
      Function<Collection<String>, Map<String, Long>> entries,
      Duration after) {
    this.agreement = agreement;
    this.table = table;
    this.entries = entries;
    this.after = after;
  }

  @Override
  public void run() {
    while (pause()) {
      try {
        look(Instant.now());
      } catch (RuntimeException e) {
        LOG.debug("Queues of removed routes are looked at again: {}", e.toString());
      }
    }
  }

  private synchronized boolean pause() {
    try {
      if (!stopping) {
        wait(EVERY.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !stopping;
  }

  void look(Instant now) {
    List<GoneRoute> due = agreement.taken().map(set -> set.due(now, after)).orElse(List.of());
    Map<String, Instant> waiting = new HashMap<>();
    if (!due.isEmpty()) {
      Map<String, Long> left =
          entries.apply(due.stream().map(one -> Topics.route(one.route())).toList());
      List<String> empty = new ArrayList<>();
      for (GoneRoute one : due) {
        if (left.getOrDefault(Topics.route(one.route()), 0L) > 0) {
          waiting.put(one.route(), one.since());
        } else {
          empty.add(one.route());
        }
      }
      agreement.forget(empty);
    }
    table.end(waiting);
  }

  public synchronized void stop() {
    stopping = true;
    notifyAll();
  }
}
