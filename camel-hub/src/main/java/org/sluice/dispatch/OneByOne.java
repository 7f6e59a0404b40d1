package org.sluice.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.fault.Diagnosis;

/** Works on batches so that one of a batch which does not go holds up no other. */
public final class OneByOne {
  private static final Logger LOG = LoggerFactory.getLogger(OneByOne.class);
  private static final int TRIES = 3;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private OneByOne() {}

  /**
   * Works on all at once. Where that fails some times for a cause that does not pass by itself,
   * works on each alone, in their order, and hands over those that fail.
   *
   * @param work may be done again with what it was done with, or with a part of that
   * @param aside sets one aside for its reason
   * @throws RuntimeException any that passes by itself: nothing is known of any of them then
   */
  public static <T> void each(
      List<T> batch, Consumer<List<T>> work, BiConsumer<T, RuntimeException> aside) {
    if (batch.isEmpty() || goes(batch, work)) {
      return;
    }
    for (T one : batch) {
      try {
        work.accept(List.of(one));
      } catch (RuntimeException e) {
        raiseIfItPasses(e);
        aside.accept(one, e);
      }
    }
  }

  private static <T> boolean goes(List<T> batch, Consumer<List<T>> work) {
    Pause pause = new Pause(LONGEST_PAUSE);
    for (int tries = 1; ; tries++) {
      try {
        work.accept(batch);
        return true;
      } catch (RuntimeException e) {
        raiseIfItPasses(e);
        if (tries == TRIES) {
          LOG.warn("{} failed together, and are done one by one: {}", batch.size(), e.toString());
          LOG.debug("They failed together", e);
          return false;
        }
        pause.longer();
      }
    }
  }

  private static void raiseIfItPasses(RuntimeException e) {
    if (Diagnosis.passes(e)) {
      throw e;
    }
  }
}
