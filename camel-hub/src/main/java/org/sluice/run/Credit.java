package org.sluice.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.sluice.batch.Waits;

/**
 * How many bytes of objects may be read and not yet written, over all runs. What a run holds it
 * gives back once its sinks have answered: so sinks that are slow slow down the reading. The runs
 * of one route hold no more than half of it, so that a sink that hangs leaves the others some.
 */
public final class Credit {
  private static final int UNIT = 1024;

  private final int units;
  private final Semaphore free;
  private final Map<String, Semaphore> byRoute = new ConcurrentHashMap<>();

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

  Share share(String route) {
    return new Share(byRoute.computeIfAbsent(route, r -> new Semaphore(most(), true)));
  }

  private int most() {
    return Math.max(1, units / 2);
  }

  /** What one run holds. */
  final class Share implements AutoCloseable {
    private final Semaphore ofRoute;
    private int held;
    private long ofObject;
    private long remembered;
    private boolean over;

    private Share(Semaphore ofRoute) {
      this.ofRoute = ofRoute;
    }

    /** Bytes that the run may hold at the most. */
    long most() {
      return (long) Credit.this.most() * UNIT;
    }

    /**
     * Waits until the run holds so many bytes; more than its route may is all that it may. What it
     * holds already it gives back before it waits for more, so that runs never wait for each other.
     *
     * @throws SupersededException when the share was closed
     */
    void hold(long bytes) {
      ofObject = Math.max(ofObject, bytes);
      take();
    }

    /**
     * The same of bytes more, beside all that are held.
     *
     * @throws SupersededException when the share was closed
     */
    void remember(long bytes) {
      remembered += bytes;
      take();
    }

    private void take() {
      long bytes = ofObject + remembered;
      int wanted = (int) Math.min(Credit.this.most(), (bytes + UNIT - 1) / UNIT);
      if (release(wanted)) {
        Waits.during(System::nanoTime, () -> acquire(wanted));
        keep(wanted);
      }
    }

    /** Gives all back where more is wanted. */
    private synchronized boolean release(int wanted) {
      boolean more = wanted > held;
      if (more) {
        release();
      }
      return more;
    }

    private void release() {
      free.release(held);
      ofRoute.release(held);
      held = 0;
    }

    /** Who has it works on and gives it back, or is given up. */
    private void acquire(int wanted) {
      ofRoute.acquireUninterruptibly(wanted);
      free.acquireUninterruptibly(wanted);
    }

    private synchronized void keep(int wanted) {
      held = wanted;
      if (over) {
        release();
        throw new SupersededException("The run was given up");
      }
    }

    /** Gives all back, for good; also for a run that is still at it. */
    @Override
    public synchronized void close() {
      over = true;
      release();
    }
  }
}
