package org.sluice.repair.reconcile;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Whether a round goes on; it asks between any two objects, and while it waits. */
final class Course {
  private final BooleanSupplier holds;
  private volatile boolean stopped;

  /**
   * @param holds whether the round is still this hub's
   */
  Course(BooleanSupplier holds) {
    this.holds = holds;
  }

  /** Somebody asked for its end. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /**
   * @throws CancellationException when it does not go on
   */
  void goOn() {
    if (stopped) {
      throw new CancellationException("The round was stopped in the middle of it");
    }
    if (!holds.getAsBoolean()) {
      throw new CancellationException("The hub ends, or another has taken over");
    }
  }
}
