package org.sluice.gold.influx;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sluice.event.Reading;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * A stretch that is looked at and then taken out must not gain a point in between. And InfluxDB 1.x
 * forgets each series that a deletion goes through and finds nothing of, whatever the time: also
 * one that a write under way has just named and not yet filled. So in a hub one at a time writes to
 * or takes out of a database. Between hubs, who takes out tells of it before looking, and who has
 * written asks afterwards, and writes once more what may have gone. One of the two sees the other.
 */
public final class PointLocks {
  private static final long LOOK_MILLIS = 10;

  private final Cuts cuts;
  private final Times times;
  private final Map<String, ReentrantLock> byDatabase = new ConcurrentHashMap<>();
  private final Map<String, Long> seen = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> over = new ConcurrentHashMap<>();

  public PointLocks(Cuts cuts) {
    this(cuts, Times.USUAL);
  }

  PointLocks(Cuts cuts, Times times) {
    this.cuts = cuts;
    this.times = times;
  }

  /**
   * How long things may take.
   *
   * @param fresh from telling of a stretch to taking it out: a hub that stood still looks again
   * @param patience with a hub that does not come to an end
   * @param lapsed after which a hub that has not come to an end is dead
   */
  record Times(Duration fresh, Duration patience, Duration lapsed) {
    static final Times USUAL =
        new Times(Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofSeconds(60));
  }

  /**
   * Takes out a stretch, if it is still as it is to be.
   *
   * @param look whether it is
   */
  void cut(Cut cut, BooleanSupplier look, Runnable delete) {
    alone(
        cut.database(),
        () -> {
          String id = cuts.begin(cut);
          if (looked(id, look)) {
            // Where this fails it may yet be done: then it is not over before it has lapsed.
            delete.run();
          }
          cuts.over(id);
        });
  }

  private boolean looked(String id, BooleanSupplier look) {
    long from = System.nanoTime();
    try {
      return look.getAsBoolean() && System.nanoTime() - from < times.fresh().toNanos();
    } catch (RuntimeException e) {
      cuts.over(id);
      throw e;
    }
  }

  /**
   * Writes points, again where they may have been taken out meanwhile.
   *
   * @throws FaultException gold-unreachable where another hub does not come to an end with that
   */
  void write(String database, List<Reading> points, Runnable write) {
    alone(
        database,
        () -> {
          Set<String> before = overBefore(database, points);
          write.run();
          // What has once been filled is forgotten no more: then only what holds a point counts.
          again(database, points, before, cut -> cut.isOfSeriesOf(points), write);
        });
  }

  private void again(
      String database,
      List<Reading> points,
      Set<String> before,
      Predicate<Cut> meets,
      Runnable write) {
    long until = System.nanoTime() + times.patience().toNanos();
    while (true) {
      List<Cuts.Told> met =
          told(database, points).stream()
              .filter(one -> !before.contains(one.id()) && meets.test(one.cut()))
              .toList();
      if (met.isEmpty()) {
        return;
      }
      Set<String> now = over.get(database);
      if (met.stream().allMatch(one -> now.contains(one.id()))) {
        write.run();
        again(database, points, now, cut -> cut.holdsOneOf(points), write);
        return;
      }
      if (System.nanoTime() > until) {
        throw new FaultException(
            Fault.GOLD_UNREACHABLE,
            "InfluxDB, database %s: another hub takes points out of %s and does not come to an end with it"
                .formatted(database, met.get(0).cut().measurement()));
      }
      pause();
    }
  }

  /** Where nobody took anything out when it was last asked, there is nothing to be known. */
  private Set<String> overBefore(String database, List<Reading> points) {
    if (!over.getOrDefault(database, Set.of()).isEmpty()) {
      told(database, points);
    }
    return over.getOrDefault(database, Set.of());
  }

  private List<Cuts.Told> told(String database, List<Reading> points) {
    List<Cuts.Told> told = cuts.others(database, points);
    over.put(
        database,
        told.stream().filter(this::isOver).map(Cuts.Told::id).collect(Collectors.toSet()));
    return told;
  }

  private boolean isOver(Cuts.Told one) {
    if (one.over()) {
      seen.remove(one.id());
      return true;
    }
    long now = System.nanoTime();
    return now - seen.computeIfAbsent(one.id(), id -> now) > times.lapsed().toNanos();
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaultException(Fault.GOLD_UNREACHABLE, "Interrupted while points were written", e);
    }
  }

  private void alone(String database, Runnable work) {
    ReentrantLock lock = byDatabase.computeIfAbsent(database, d -> new ReentrantLock());
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }
}
