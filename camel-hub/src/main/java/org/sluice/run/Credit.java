package org.sluice.run;

import java.util.concurrent.Semaphore;

/**
 * How many bytes of objects may be read and not yet written, over all runs. What a run holds it
 * gives back once its sinks have answered: so sinks that are slow slow down the reading.
 */
public final class Credit {
  private static final int UNIT = 1024;

  private final int units;
  private final Semaphore free;

  /**
   * @param bytes of objects as Swift gives them; parsed they take some twenty times as much
   */
  public Credit(long bytes) {
    this.units = (int) Math.max(1, Math.min(bytes / UNIT, Integer.MAX_VALUE));
    this.free = new Semaphore(units, true);
  }

  /** Bytes that nobody holds. */
  long free() {
    return (long) free.availablePermits() * UNIT;
  }

  Share share() {
    return new Share();
  }

  /** What one run holds. */
  final class Share implements AutoCloseable {
    private int held;

    /**
     * Waits until the run holds so many bytes; more than there are is all there are. What it holds
     * already it gives back before it waits for more, so that runs never wait for each other.
     */
    void hold(long bytes) {
      int wanted = (int) Math.min(units, (bytes + UNIT - 1) / UNIT);
      if (wanted > held) {
        close();
        free.acquireUninterruptibly(wanted);
        held = wanted;
      }
    }

    @Override
    public void close() {
      free.release(held);
      held = 0;
    }
  }
}
