package org.sluice.batch;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Threads that wait for what others do. Nothing is heard of them meanwhile, which is no fault of
 * theirs as long as something is heard of those others.
 */
public final class Waits {
  private static final Map<Thread, LongSupplier> WAITING = new ConcurrentHashMap<>();

  private Waits() {}

  /**
   * Waits, on this thread.
   *
   * @param heard when the others were last heard of, by {@link System#nanoTime}
   * @param waiting comes back once the wait is over
   */
  public static void during(LongSupplier heard, Runnable waiting) {
    Thread mine = Thread.currentThread();
    WAITING.put(mine, heard);
    try {
      waiting.run();
    } finally {
      WAITING.remove(mine);
    }
  }

  /** How long nothing was heard of those for whom a thread waits; null where it does not wait. */
  public static Duration silence(Thread thread) {
    LongSupplier heard = WAITING.get(thread);
    return heard == null ? null : Duration.ofNanos(System.nanoTime() - heard.getAsLong());
  }
}
