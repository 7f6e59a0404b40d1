package org.sluice.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Runs;
import org.sluice.event.LakeObject;

/** Has what fallbacks wrote of objects taken out that another route has taken since. */
public final class TakeBack {
  private final Runs runs;
  private final Keys keys;
  private final Consumer<List<Queues.Queued>> queue;

  /** Makes a run of an object through a route as it now is, under an id of its own. */
  @FunctionalInterface
  interface Keys {
    RunKey of(LakeObject object, String route, String id);
  }

  /**
   * @param queue returns once Kafka has what is queued
   */
  TakeBack(Runs runs, Keys keys, Consumer<List<Queues.Queued>> queue) {
    this.runs = runs;
    this.keys = keys;
    this.queue = queue;
  }

  /**
   * A fallback's object that another route has taken.
   *
   * @param by the other route
   * @param replay id of the run by which it did
   * @param runs the fallback's runs of it that count so far, those too that wait and are not on
   *     record
   */
  public record Taken(
      LakeObject object, String fallback, String by, String replay, List<RunKey> runs) {}

  /** See {@link Queues#takeBack}. */
  void of(List<Taken> taken) {
    if (taken.isEmpty()) {
      return;
    }
    Instant now = Instant.now();
    List<Queues.Queued> removals = new ArrayList<>();
    List<RunOf> onRecord = new ArrayList<>();
    for (Taken one : taken) {
      RunKey removal = keys.of(one.object(), one.fallback(), RunKey.TAKEN + "-" + one.replay());
      removals.add(new Queues.Queued(removal, one.object()));
      onRecord.add(RunOf.of(removal, one.object(), now));
      one.runs().forEach(run -> onRecord.add(RunOf.of(run, one.object(), null)));
    }
    // The removal takes out what runs wrote that count no more: those are ended before it is
    // queued, and it is on record before that, so that whoever comes again finds what is missing.
    runs.await(onRecord);
    taken.forEach(one -> runs.taken(one.runs(), one.by()));
    queue.accept(removals);
  }
}
