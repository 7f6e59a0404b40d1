package org.sluice.repair.reconcile;

import java.util.concurrent.TimeUnit;

/** Holds work to a number a second, evenly. */
final class Pace {
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(200);

  private final int rate;
  private final Course course;
  private final Clock clock;
  private long next;

  /** The time, and how it goes by. */
  interface Clock {
    /** The machine's. */
    Clock REAL =
        new Clock() {
          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public void sleep(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos);
          }
        };

    long nanos();

    void sleep(long nanos) throws InterruptedException;
  }

  /**
   * @param rate a second; 0 for any number
   * @param course asked while it waits
   */
  Pace(int rate, Course course) {
    this(rate, course, Clock.REAL);
  }

  Pace(int rate, Course course, Clock clock) {
    this.rate = rate;
    this.course = course;
    this.clock = clock;
    this.next = clock.nanos();
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
    long now = clock.nanos();
    for (long left = next - now; left > 0; left = next - clock.nanos()) {
      course.goOn();
      clock.sleep(Math.min(left, SLICE));
    }
    next = Math.max(next, now) + count * TimeUnit.SECONDS.toNanos(1) / rate;
  }
}
