package org.sluice.repair;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Walk;
import org.sluice.dispatch.LakeRoute;
import org.sluice.dispatch.Queues;
import org.sluice.dispatch.Topics;
import org.sluice.event.ObjectKey;

/**
 * One replay while this hub feeds it. What it is about to put on the queues goes on record first,
 * with how far the replay is then: a hub that takes over does that portion again, under the same
 * keys of runs, and goes on behind it.
 */
final class Feeding {
  private static final int PORTION = 100;
  private static final int SETTLED_AT_ONCE = 50;

  private final String id;
  private final ReplayFilter filter;
  private final boolean dryRun;
  private final Lease lease;
  private final Parts parts;
  private final Pace pace;
  private final Progress progress;
  private final Deque<Chosen> ahead = new ArrayDeque<>();
  private Walk.Place next;

  /**
   * What it works with.
   *
   * @param lost puts on record runs that wait and that nothing is on record of
   * @param again puts runs on the queues in the place of earlier ones, also of those that wait
   * @param room how many entries more may be put on each topic now
   */
  record Parts(
      Replays replays,
      Walk walk,
      Documents documents,
      Chosen.Chooser chooser,
      Consumer<List<RunOf>> lost,
      BiConsumer<List<Queues.Queued>, Boolean> again,
      Settling settling,
      Function<Collection<String>, Map<String, Long>> room) {}

  /** Takes a replay up where it stands. */
  Feeding(Replay replay, Lease lease, Parts parts) {
    this.id = replay.id();
    this.filter = replay.filter();
    this.dryRun = replay.dryRun();
    this.lease = lease;
    this.parts = parts;
    this.pace = new Pace(replay.rate());
    List<Replays.Portion> begun =
        parts
            .replays()
            .portions(id, replay.progress().portions() + 1, replay.progress().portions() + 1, 1);
    if (begun.isEmpty()) {
      this.progress = replay.progress();
    } else {
      this.progress = begun.get(0).then();
      queue(begun.get(0));
      note();
    }
    this.next = progress.cursor();
  }

  private void queue(Replays.Portion portion) {
    Map<ObjectKey, Document> found =
        parts
            .documents()
            .find(portion.sent().stream().map(Replays.Sent::object).distinct().toList());
    List<Queues.Queued> queued = new ArrayList<>();
    for (Replays.Sent one : portion.sent()) {
      Documents.current(found.get(one.object()), one.run().eventId())
          .ifPresent(object -> queued.add(new Queues.Queued(one.run(), object)));
    }
    parts.again().accept(queued, filter.meansWaiting());
  }

  /**
   * Puts on the queues what they take now.
   *
   * @return whether there may be more to do at once
   */
  boolean feed() {
    if (ahead.isEmpty() && next == null) {
      parts.replays().fed(id, lease.term(), dryRun);
      return true;
    }
    if (ahead.isEmpty()) {
      look();
    }
    return ahead.isEmpty() || send();
  }

  /** Reads a page of the catalogue; where there is nothing to send on it, goes behind it. */
  private void look() {
    Walk.Page page = parts.walk().next(next, filter.choice());
    ahead.addAll(parts.chooser().of(page.documents(), page.collection(), filter));
    if (dryRun || ahead.stream().noneMatch(one -> one.kind() == Chosen.Kind.CHOSEN)) {
      while (!ahead.isEmpty()) {
        take();
      }
      if (page.next() != null) {
        progress.walked(page.next(), 0);
      }
      note();
    }
    next = page.next();
  }

  private Chosen take() {
    Chosen one = ahead.poll();
    progress.walked(one.place(), 1);
    switch (one.kind()) {
      case CHOSEN -> progress.met(one.routes().stream().map(LakeRoute::id).toList());
      case UNHANDLED -> progress.metUnhandled();
      case UNDER_WAY -> progress.metUnderWay();
      case PASSED_OVER -> {}
    }
    return one;
  }

  private boolean send() {
    int may = Math.min(PORTION, pace.now());
    if (may == 0) {
      return false;
    }
    Set<String> topics = new TreeSet<>(Set.of(Topics.EVENTS));
    ahead.forEach(one -> one.routes().forEach(route -> topics.add(topic(route))));
    Map<String, Long> room = new HashMap<>(parts.room().apply(topics));
    if (room.get(Topics.EVENTS) <= 0) {
      return waits(Set.of("live events"));
    }
    List<Queues.Queued> queued = new ArrayList<>();
    List<RunOf> lost = new ArrayList<>();
    int objects = 0;
    while (objects < may && !ahead.isEmpty()) {
      Set<String> full = full(ahead.peek(), room);
      if (!full.isEmpty() && queued.isEmpty()) {
        return waits(full);
      }
      if (!full.isEmpty()) {
        break;
      }
      Chosen one = take();
      if (one.kind() == Chosen.Kind.CHOSEN) {
        objects++;
        one.routes().forEach(route -> room.merge(topic(route), -1L, Long::sum));
        queued.addAll(one.queued(id));
        one.lost().forEach(run -> lost.add(RunOf.of(run, one.object(), null)));
      }
    }
    put(queued, lost);
    pace.took(objects);
    return true;
  }

  private static Set<String> full(Chosen one, Map<String, Long> room) {
    return one.routes().stream()
        .filter(route -> room.get(topic(route)) <= 0)
        .map(LakeRoute::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String topic(LakeRoute route) {
    return Topics.route(route.id());
  }

  private void put(List<Queues.Queued> queued, List<RunOf> lost) {
    if (!queued.isEmpty()) {
      progress.fed();
      List<Replays.Sent> sent =
          queued.stream().map(one -> new Replays.Sent(one.key(), one.object().key())).toList();
      holds();
      parts.lost().accept(lost);
      parts.replays().about(new Replays.Portion(id, progress.portions(), sent, progress));
      parts.again().accept(queued, filter.meansWaiting());
    }
    note();
  }

  private boolean waits(Set<String> what) {
    if (progress.waits(what)) {
      note();
    }
    return false;
  }

  private void note() {
    if (!parts.replays().progress(id, lease.term(), progress)) {
      throw new IllegalStateException("Another hub has taken replay " + id + " over");
    }
  }

  private void holds() {
    if (!lease.holds()) {
      throw new IllegalStateException("Another hub may have taken replay " + id + " over");
    }
  }

  /** Counts the portions that are over. */
  void settle() {
    long from = progress.settled();
    for (Replays.Portion portion :
        parts.replays().portions(id, from + 1, progress.portions(), SETTLED_AT_ONCE)) {
      Collection<Document> over = parts.settling().over(portion);
      if (over == null) {
        break;
      }
      over.forEach(run -> progress.ended(run.getString("route"), run.getString("status")));
      progress.settle();
    }
    if (progress.settled() > from) {
      note();
      parts.replays().forget(id, progress.settled());
    }
  }

  /** Whether all that was put on the queues is over. */
  boolean isSettled() {
    return progress.settled() == progress.portions();
  }

  void over() {
    parts.replays().over(id, lease.term());
  }
}
