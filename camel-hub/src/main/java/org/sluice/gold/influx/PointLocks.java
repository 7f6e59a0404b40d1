package org.sluice.gold.influx;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
   * @param lapsed after which a hub that has not come to an end is dead; in half of it a write must
   *     be over, or it is done again, as what it met may be remembered no more
   */
  record Times(Duration fresh, Duration patience, Duration lapsed) {
    static final Times USUAL =
        new Times(Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofSeconds(60));
  }

  /**
   * Takes out a stretch, if it is still as it is to be.
   *
   * @param look whether it is
   * @throws FaultException gold-unreachable where looking at it takes too long, and what the two
   *     throw
   */
  void cut(Cut cut, BooleanSupplier look, Runnable delete) {
    alone(
        cut.database(),
        () -> {
          String id = cuts.begin(cut);
          if (looked(id, cut, look)) {
            take(id, delete);
          }
          cuts.over(id);
        });
  }

  private boolean looked(String id, Cut cut, BooleanSupplier look) {
    long from = System.nanoTime();
    try {
      boolean is = look.getAsBoolean();
      if (is && isPast(from, times.fresh())) {
        throw fault(
            cut, "looking at points that are to go took over " + times.fresh().toSeconds() + " s");
      }
      return is;
    } catch (RuntimeException e) {
      throw overAfter(id, e);
    }
  }

  private void take(String id, Runnable delete) {
    try {
      delete.run();
    } catch (FaultException e) {
      // Where InfluxDB did not answer it may yet do it: then it is not over before it has lapsed.
      throw e.fault() == Fault.GOLD_UNREACHABLE ? e : overAfter(id, e);
    }
  }

  private RuntimeException overAfter(String id, RuntimeException failure) {
    try {
      cuts.over(id);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /**
   * Writes points, again where they may have been taken out meanwhile.
   *
   * @throws FaultException gold-unreachable where another hub does not come to an end with that
   */
  void write(String database, List<Reading> points, Runnable write) {
    Predicate<Cut> ofSeries = cut -> cut.isOfSeriesOf(points);
    Predicate<Cut> holding = cut -> cut.holdsOneOf(points);
    Predicate<Cut> meets = ofSeries;
    Written written = writeOnce(database, points, write, meets);
    while (!written.isWell()) {
      written.met().forEach(this::await);
      over.put(database, ids(written.met()));
      boolean gone = written.late() || written.met().stream().map(Cuts.Told::cut).anyMatch(holding);
      // A series that has been filled, and was not emptied since, is forgotten no more.
      meets = gone ? ofSeries : holding;
      written = writeOnce(database, points, write, meets);
    }
  }

  /**
   * @param met what may have taken out some of the points
   * @param late whether what was met may be remembered no more
   */
  private record Written(List<Cuts.Told> met, boolean late) {
    boolean isWell() {
      return met.isEmpty() && !late;
    }
  }

  private Written writeOnce(
      String database, List<Reading> points, Runnable write, Predicate<Cut> meets) {
    return alone(
        database,
        () -> {
          Set<String> before = overBefore(database, points);
          long from = System.nanoTime();
          write.run();
          List<Cuts.Told> met =
              told(database, points).stream()
                  .filter(one -> !before.contains(one.id()) && meets.test(one.cut()))
                  .toList();
          return new Written(met, isPast(from, times.lapsed().dividedBy(2)));
        });
  }

  /** Until it is over; others may write meanwhile. */
  private void await(Cuts.Told met) {
    while (!isOver(met)) {
      Long first = seen.get(met.id());
      if (first != null && isPast(first, times.patience())) {
        throw fault(met.cut(), "another hub takes points out and does not come to an end with it");
      }
      pause();
      met = cuts.find(met);
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
    over.put(database, ids(told.stream().filter(this::isOver).toList()));
    return told;
  }

  private static Set<String> ids(List<Cuts.Told> told) {
    return told.stream().map(Cuts.Told::id).collect(Collectors.toSet());
  }

  private boolean isOver(Cuts.Told one) {
    if (one.over()) {
      seen.remove(one.id());
      return true;
    }
    return isPast(seen.computeIfAbsent(one.id(), id -> System.nanoTime()), times.lapsed());
  }

  private static boolean isPast(long from, Duration length) {
    return System.nanoTime() - from > length.toNanos();
  }

  private static FaultException fault(Cut cut, String what) {
    return new FaultException(
        Fault.GOLD_UNREACHABLE,
        "InfluxDB, database %s, measurement %s: %s"
            .formatted(cut.database(), cut.measurement(), what));
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
    alone(
        database,
        () -> {
          work.run();
          return null;
        });
  }

  private <T> T alone(String database, Supplier<T> work) {
    ReentrantLock lock = byDatabase.computeIfAbsent(database, d -> new ReentrantLock());
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
