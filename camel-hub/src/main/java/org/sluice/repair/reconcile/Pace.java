package org.sluice.repair.reconcile;

import java.util.concurrent.TimeUnit;

/** Holds work to a number a second, evenly. */
final class Pace {
  private final int rate;
  private long next = System.nanoTime();

  /**
   * @param rate a second; 0 for any number
   */
  Pace(int rate) {
    this.rate = rate;
  }

  /** Waits until so many more may be done. */
  void take(long count) throws InterruptedException {
    if (rate == 0) {
      return;
    }
    long now = System.nanoTime();
    if (next > now) {
      TimeUnit.NANOSECONDS.sleep(next - now);
    }
    next = Math.max(next, now) + count * TimeUnit.SECONDS.toNanos(1) / rate;
  }
}
