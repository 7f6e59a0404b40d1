package org.sluice.observe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sluice.catalogue.Parked;
import org.sluice.dispatch.Backlogs;
import org.sluice.dispatch.Dispatcher;
import org.sluice.dispatch.KafkaClients;
import org.sluice.dispatch.LakeRoute;
import org.sluice.dispatch.RouteTable;
import org.sluice.dispatch.Topics;
import org.sluice.run.QueueConsumer;

/** Where the queues stand. */
public final class QueueFigures {
  private final RouteTable table;
  private final QueueConsumer consumer;
  private final Parked parked;
  private final Hubs hubs;
  private final Backlogs events;
  private final Backlogs queues;

  /**
   * A route's queue.
   *
   * @param waiting entries that are neither done nor at it in any hub, as far as these told
   * @param oldest when the oldest entry that is not done was queued; null where there is none
   * @param running runs at it in this hub
   */
  public record Queue(String route, long waiting, Instant oldest, int running) {}

  public QueueFigures(
      KafkaClients kafka, RouteTable table, QueueConsumer consumer, Parked parked, Hubs hubs) {
    this.hubs = hubs;
    this.table = table;
    this.consumer = consumer;
    this.parked = parked;
    this.events = new Backlogs(kafka, Dispatcher.GROUP);
    this.queues = new Backlogs(kafka, QueueConsumer.GROUP);
  }

  /** Events that no hub has registered yet. */
  public Backlogs.Backlog events() {
    return events.of(Set.of(Topics.EVENTS)).get(Topics.EVENTS);
  }

  /** The queue of each route that runs, and that of removals whose route is gone. */
  public List<Queue> queues() {
    Map<String, Backlogs.Backlog> backlogs = queues.of(table.topics());
    Map<String, Integer> running = consumer.running();
    InHand inHand = hubs.inHand();
    List<Queue> all = new ArrayList<>();
    for (String route : routes()) {
      String topic = topic(route);
      Backlogs.Backlog backlog = backlogs.get(topic);
      if (backlog != null) {
        all.add(
            new Queue(
                route,
                inHand.waiting(route, topic, backlog.entries()),
                backlog.oldest(),
                running.getOrDefault(route, 0)));
      }
    }
    return all;
  }

  /** How much waits on the queues of routes that were removed, as far as anything does. */
  public Map<String, Long> left(Collection<String> removed) {
    Map<String, Long> left = new TreeMap<>();
    if (!removed.isEmpty()) {
      Map<String, Long> entries = queues.entries(removed.stream().map(Topics::route).toList());
      for (String route : removed) {
        long waiting = entries.getOrDefault(Topics.route(route), 0L);
        if (waiting > 0) {
          left.put(route, waiting);
        }
      }
    }
    return left;
  }

  /** Ids of the routes that run, and the queue of removals. */
  Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    table.all().stream().map(LakeRoute::id).forEach(routes::add);
    routes.add(Topics.REMOVALS);
    return routes;
  }

  private static String topic(String route) {
    return route.equals(Topics.REMOVALS) ? route : Topics.route(route);
  }

  /** Ids of routes that were stopped by hand. */
  public List<String> stopped() {
    return table.stopped();
  }

  /** How many runs of objects' newest versions are parked, by route. */
  public Map<String, Long> parked() {
    return parked.counts();
  }

  /** Lets connections go. */
  void close() {
    events.close();
    queues.close();
  }
}
