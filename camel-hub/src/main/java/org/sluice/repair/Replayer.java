package org.sluice.repair;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Walk;
import org.sluice.dispatch.Backlogs;
import org.sluice.dispatch.Queues;
import org.sluice.dispatch.RouteTable;
import org.sluice.dispatch.Topics;

/** Feeds replays to the queues while those are short: one hub of the lake at a time. */
public final class Replayer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Replayer.class);
  private static final String LEASE = "replays";
  private static final long IDLE_MILLIS = 500;
  private static final long FULL_MILLIS = 25;
  private static final long SETTLE_NANOS = 500_000_000;
  private static final long FAILED_MILLIS = 2000;

  private final Replays replays;
  private final Leases leases;
  private final Feeding.Parts parts;
  private final Map<String, Feeding> feedings = new HashMap<>();
  private Lease lease;
  private long settledAt = System.nanoTime();
  private boolean failing;
  private volatile boolean stopping;

  /**
   * @param routes backlogs of the routes' queues
   * @param events backlog of events that are not registered yet
   * @param most entries on a queue above which nothing more is put there
   */
  public Replayer(
      Replays replays,
      Leases leases,
      Documents documents,
      Runs runs,
      RouteTable table,
      Queues queues,
      Backlogs routes,
      Backlogs events,
      long most) {
    this.replays = replays;
    this.leases = leases;
    this.parts =
        new Feeding.Parts(
            replays,
            new Walk(documents),
            documents,
            new Chosen.Chooser(runs, table),
            runs::await,
            queues::again,
            new Settling(runs, documents, table, queues::isFallback),
            topics -> room(topics, routes, events, most));
  }

  private static Map<String, Long> room(
      Collection<String> topics, Backlogs routes, Backlogs events, long most) {
    Map<String, Long> entries = new HashMap<>();
    entries.putAll(routes.entries(topics.stream().filter(t -> !t.equals(Topics.EVENTS)).toList()));
    entries.putAll(events.entries(List.of(Topics.EVENTS)));
    entries.replaceAll((topic, waiting) -> most - waiting);
    return entries;
  }

  @Override
  public void run() {
    while (!stopping) {
      long pause;
      try {
        pause = turn();
      } catch (RuntimeException e) {
        pause = failed(e);
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        break;
      }
    }
    letGo();
  }

  /** Goes on with all replays a little; answers how long to pause, in milliseconds. */
  private long turn() {
    List<Replay> going = replays.going();
    if (going.isEmpty() || !holds()) {
      letGo();
      return IDLE_MILLIS;
    }
    forget(going.stream().map(Replay::id).toList());
    boolean settle = System.nanoTime() - settledAt > SETTLE_NANOS;
    settledAt = settle ? System.nanoTime() : settledAt;
    boolean more = false;
    boolean well = true;
    for (Replay replay : going) {
      try {
        more |= turn(replay, settle);
      } catch (RuntimeException e) {
        feedings.remove(replay.id());
        failed(e);
        well = false;
      }
    }
    failing &= !well;
    return !well ? FAILED_MILLIS : more ? 1 : FULL_MILLIS;
  }

  private boolean turn(Replay replay, boolean settle) {
    Feeding feeding = feedings.get(replay.id());
    if (feeding == null) {
      Replay mine = replays.takeUp(replay.id(), lease.term()).orElse(null);
      if (mine == null) {
        return false;
      }
      feeding = new Feeding(mine, lease, parts);
      feedings.put(replay.id(), feeding);
    }
    boolean more = replay.state() == Replay.State.FEEDING && feeding.feed();
    if (settle) {
      feeding.settle();
      if (replay.state() == Replay.State.SETTLING && feeding.isSettled()) {
        feeding.over();
      }
    }
    return more;
  }

  private boolean holds() {
    if (lease != null && !lease.holds()) {
      letGo();
    }
    if (lease == null) {
      lease = leases.take(LEASE).orElse(null);
    }
    return lease != null;
  }

  /** What was begun is taken up from the record. */
  private long failed(RuntimeException e) {
    if (!failing) {
      LOG.warn("Replays stand still and go on by themselves: {}", e.toString());
      LOG.debug("Replays stand still", e);
    }
    failing = true;
    return FAILED_MILLIS;
  }

  private void forget(Collection<String> going) {
    feedings.keySet().retainAll(going);
  }

  private void letGo() {
    feedings.clear();
    if (lease != null) {
      lease.close();
      lease = null;
    }
  }

  public void stop() {
    stopping = true;
  }
}
