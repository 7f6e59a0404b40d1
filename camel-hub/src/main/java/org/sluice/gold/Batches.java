package org.sluice.gold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sluice.batch.Answer;
import org.sluice.batch.BatchWatch;
import org.sluice.batch.Gatherer;
import org.sluice.batch.Halving;
import org.sluice.batch.Limits;
import org.sluice.fault.FaultException;

/**
 * What many runs hand over to one place, written together and answered to each by itself. Where the
 * database refuses a record, the batch is narrowed down to it; all others are written.
 *
 * @param <P> the place: what one write of the database can be for
 * @param <T> what one run hands over
 * @param <E> a record in it
 */
public final class Batches<P, T, E> {
  /** Records looked for in a batch of which some are refused, and then of each of its runs. */
  private static final int MOST_GUILTY = 50;

  /** Writes records. */
  @FunctionalInterface
  public interface Write<P, E> {
    /**
     * @return those that were not written, as newer ones are there
     * @throws FaultException when none or only some are written; one that is the data's means that
     *     some record is at fault, and parts of the records are tried by themselves then
     */
    Collection<E> to(P place, List<E> records);
  }

  private final Map<P, Gatherer<T, Boolean>> byPlace = new ConcurrentHashMap<>();
  private final Limits limits;
  private final Gatherer.Weight<T> weight;
  private final Function<T, List<E>> records;
  private final Write<P, E> write;
  private final BatchWatch watch;

  /**
   * @param records the records that a run hands over; the same instances at each call
   * @param watch told of each write
   */
  public Batches(
      Limits limits,
      Gatherer.Weight<T> weight,
      Function<T, List<E>> records,
      Write<P, E> write,
      BatchWatch watch) {
    this.limits = limits;
    this.weight = weight;
    this.records = records;
    this.write = write;
    this.watch = watch;
  }

  /**
   * Returns once all records are written.
   *
   * @return false when newer ones are there instead
   * @throws RefusedException when the database refuses some; all others are written
   * @throws FaultException what befell the whole batch
   */
  public boolean put(P place, T item) {
    return byPlace
        .computeIfAbsent(place, p -> new Gatherer<>(limits, weight, items -> write(p, items)))
        .put(item);
  }

  /** How many runs wait for the next write to a place. */
  int waiting(P place) {
    return byPlace.get(place).waiting();
  }

  private List<Answer<Boolean>> write(P place, List<T> items) {
    List<E> all =
        items.stream().flatMap(item -> records.apply(item).stream()).collect(Collectors.toList());
    Map<E, FaultException> guilty = new IdentityHashMap<>();
    Set<E> newer = Collections.newSetFromMap(new IdentityHashMap<>());
    Function<E, T> owners = owners(items);
    int most = (int) Math.min(Integer.MAX_VALUE, limits.count());
    for (int from = 0; from < all.size(); from += most) {
      List<E> some = all.subList(from, Math.min(from + most, all.size()));
      guilty.putAll(
          Halving.write(some, MOST_GUILTY, owners, part -> newer.addAll(watched(place, part))));
    }
    return items.stream().map(item -> answer(records.apply(item), guilty, newer)).toList();
  }

  /** Which run a record is of; only where some are refused, this is looked up. */
  private Function<E, T> owners(List<T> items) {
    Map<E, T> owners = new IdentityHashMap<>();
    return record -> {
      if (owners.isEmpty()) {
        items.forEach(item -> records.apply(item).forEach(one -> owners.put(one, item)));
      }
      return owners.get(record);
    };
  }

  private Collection<E> watched(P place, List<E> part) {
    long from = System.nanoTime();
    boolean well = false;
    try {
      Collection<E> newer = write.to(place, part);
      well = true;
      return newer;
    } finally {
      watch.wrote(part.size(), System.nanoTime() - from, well);
    }
  }

  private Answer<Boolean> answer(List<E> mine, Map<E, FaultException> guilty, Set<E> newer) {
    if (!newer.isEmpty() && mine.stream().anyMatch(newer::contains)) {
      return Answer.of(false);
    }
    if (guilty.isEmpty()) {
      return Answer.of(true);
    }
    List<RefusedException.Refused> refused = new ArrayList<>();
    for (int i = 0; i < mine.size(); i++) {
      FaultException reason = guilty.get(mine.get(i));
      if (reason != null) {
        refused.add(new RefusedException.Refused(i, reason));
      }
    }
    return refused.isEmpty()
        ? Answer.of(true)
        : Answer.failed(new RefusedException(refused, mine.size()));
  }
}
