package org.sluice.enrich.shape;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.sluice.run.RunView;

/**
 * The place of a block in a run. One block stands for all places in a route that say the same of
 * it, each of which has a count of its own, and so has each branch.
 */
final class Step {
  /** What tells the places of one block apart. */
  private record Place(Object block, int times, Object branch) {}

  private final RunView run;
  private long made;
  private boolean misses;
  private Object kept;

  private Step(RunView run) {
    this.run = run;
  }

  /**
   * @param block whatever stands for it
   */
  static Step of(Exchange exchange, RunView run, Object block) {
    int times = exchange.getProperty(times(block), 0, Integer.class);
    Object branch = exchange.getProperty(Exchange.MULTICAST_INDEX);
    Map<Place, Step> steps = run.kept(Step.class, ConcurrentHashMap::new);
    Step step =
        steps.computeIfAbsent(
            new Place(block, times, branch == null ? "" : branch), place -> new Step(run));
    return step;
  }

  private static String times(Object block) {
    return "sluice.times-" + System.identityHashCode(block);
  }

  RunView run() {
    return run;
  }

  /** The record that is being shaped is counted, though something comes of it. */
  void miss() {
    misses = true;
  }

  /** Whether it was to be counted; the next one is not, unless that is said again. */
  boolean missed() {
    boolean missed = misses;
    misses = false;
    return missed;
  }

  /** What the block keeps from one record to the next; made at the first. */
  @SuppressWarnings("unchecked")
  <T> T kept(Supplier<T> first) {
    kept = kept == null ? first.get() : kept;
    return (T) kept;
  }

  /** To be called once all records of a pass are done, with how many came of them. */
  void done(Exchange exchange, Object block, int records) {
    exchange.setProperty(RunView.BEFORE, made);
    // Not before: a step that Camel does again stands in the same place.
    exchange.setProperty(times(block), exchange.getProperty(times(block), 0, Integer.class) + 1);
    made += records;
  }
}
