package org.sluice.repair.reconcile;

import java.util.concurrent.TimeUnit;

/** Time that goes by only where somebody sleeps. */
final class FakeClock implements Pace.Clock {
  private long now;
  private long begun;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void sleep(long nanos) {
    now += nanos;
  }

  /** Counts from now on. */
  void begin() {
    begun = now;
  }

  /** How many have gone by. */
  long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(now - begun);
  }
}
