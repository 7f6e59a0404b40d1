package org.sluice.run;

import java.util.function.Consumer;
import org.sluice.dispatch.QueueEntry;
import org.sluice.event.TransId;

/** A run that came off its queue: its place there is done once the run has nothing more to do. */
final class QueuedRun implements Lane.Work {
  private final QueueEntry entry;
  private final long offset;
  private final Offsets offsets;
  private final Circuit circuit;
  private final Attempts attempts;

  /** Makes an attempt, as {@link Runner#run} does. */
  @FunctionalInterface
  interface Attempts {
    Outcome run(QueueEntry entry, Circuit circuit, Consumer<Outcome> later);
  }

  /**
   * @param offset of the entry in its partition
   * @param offsets what was taken of the partition
   */
  QueuedRun(QueueEntry entry, long offset, Offsets offsets, Circuit circuit, Attempts attempts) {
    this.entry = entry;
    this.offset = offset;
    this.offsets = offsets;
    this.circuit = circuit;
    this.attempts = attempts;
  }

  /** Whether its partition is no longer this hub's. */
  boolean isLeft() {
    return offsets.areLeft();
  }

  @Override
  public void attempt(Consumer<Outcome> over) {
    if (isLeft()) {
      // It was to be tried again, and another hub does that now.
      over.accept(Outcome.over());
      return;
    }
    if (offsets.isHeldUpBy(offset)) {
      circuit.holdsUp(entry.key().path());
    }
    try {
      Outcome outcome = attempts.run(entry, circuit, later -> is(later, over));
      if (outcome != null) {
        is(outcome, over);
      }
    } catch (RuntimeException | Error e) {
      is(Conclusion.again(entry, e), over);
    } finally {
      TransId.over();
    }
  }

  private void is(Outcome outcome, Consumer<Outcome> over) {
    if (outcome.again() == null) {
      offsets.done(offset);
    }
    over.accept(outcome);
  }
}
