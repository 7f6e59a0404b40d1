package org.sluice.repair;

/** How many objects a replay may put on the queues now, by its rate. */
final class Pace {
  /** What could not be taken in time is not made up for beyond this. */
  private static final double SECONDS = 1;

  private final double rate;
  private double credit;
  private long at;

  /**
   * @param rate objects a second; 0 for any number
   */
  Pace(double rate) {
    this(rate, System.nanoTime());
  }

  Pace(double rate, long nanos) {
    this.rate = rate;
    this.at = nanos;
  }

  int now() {
    return now(System.nanoTime());
  }

  int now(long nanos) {
    if (rate == 0) {
      return Integer.MAX_VALUE;
    }
    credit = Math.min(credit + (nanos - at) * rate / 1e9, Math.max(1, rate * SECONDS));
    at = nanos;
    return (int) credit;
  }

  void took(int objects) {
    credit -= objects;
  }
}
