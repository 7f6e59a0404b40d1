package org.sluice.repair.reconcile;

import java.util.concurrent.TimeUnit;

/** Holds work to a number a second, evenly. */
final class Pace {
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(200);

  private final int rate;
  private final Course course;
  private long next = System.nanoTime();

  /**
   * @param rate a second; 0 for any number
   * @param course asked while it waits
   */
  Pace(int rate, Course course) {
    this.rate = rate;
    this.course = course;
  }

  /**
   * Waits until so many more may be done.
   *
   * @throws java.util.concurrent.CancellationException when the round does not go on
   */
  void take(long count) throws InterruptedException {
    if (rate == 0) {
      return;
    }
    long now = System.nanoTime();
    for (long left = next - now; left > 0; left = next - System.nanoTime()) {
      course.goOn();
      TimeUnit.NANOSECONDS.sleep(Math.min(left, SLICE));
    }
    next = Math.max(next, now) + count * TimeUnit.SECONDS.toNanos(1) / rate;
  }
}
