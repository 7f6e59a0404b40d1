package org.sluice.run;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether live runs came to this hub lately, through whatever route. While they come, objects that
 * are run again leave most places of each route free: what they take of processors, of the
 * catalogue and of the sinks' batches a live run of any other route waits for, too.
 */
final class LiveRuns {
  private static final Duration LATELY = Duration.ofSeconds(5);

  /** What part of its places a route runs again at a time. */
  private static final int PLACES = 8;

  /** What part of those that wait. */
  private static final int WAITING = 4;

  private static final int LEAST = 2;

  private final LongSupplier nanos;
  private volatile long last;
  private volatile boolean any;

  LiveRuns() {
    this(System::nanoTime);
  }

  LiveRuns(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A live run came. */
  void came() {
    last = nanos.getAsLong();
    any = true;
  }

  /**
   * How many runs of a route may be repeats now. Beside live runs it is as few as keep up with what
   * comes: the more wait, the more run.
   *
   * @param limit runs of the route at a time
   * @param repeats that wait or are at it
   */
  int places(int limit, int repeats) {
    boolean lately = any && nanos.getAsLong() - last < LATELY.toNanos();
    return lately
        ? Math.min(limit, Math.max(LEAST, Math.min(limit / PLACES, repeats / WAITING)))
        : limit;
  }
}
