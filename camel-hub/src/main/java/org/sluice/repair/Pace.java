package org.sluice.repair;

/**
 * How many objects a replay may put on the queues now, by its rate: a few at a time, evenly. Live
 * events that come just then wait behind them, so that what was missed is made up for bit by bit,
 * and each time that something is put there costs the same, however little it is.
 */
final class Pace {
  /** What could not be taken in time is not made up for beyond this. */
  private static final double SECONDS = 1;

  private static final double GAP_SECONDS = 0.1;

  /** Of a high rate the gaps are shorter. */
  private static final double IN_A_GAP = 50;

  /** How much faster than the rate what was missed is made up for. */
  private static final double MAKING_UP = 2;

  private final double rate;
  private final double gap;
  private double credit;
  private long at;
  private long taken;
  private long before;

  /**
   * @param rate objects a second; 0 for any number
   */
  Pace(double rate) {
    this(rate, System.nanoTime());
  }

  Pace(double rate, long nanos) {
    this.rate = rate;
    this.gap = Math.min(GAP_SECONDS, IN_A_GAP / rate) * 1e9;
    this.at = nanos;
    this.taken = nanos;
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
    if (nanos - taken < gap) {
      return 0;
    }
    // One that took long is a halt; two in a row are how long it takes.
    double usual = Math.max(gap, Math.min(nanos - taken, before));
    return (int) Math.min(credit, Math.max(1, MAKING_UP * rate * usual / 1e9));
  }

  void took(int objects) {
    credit -= objects;
    if (objects > 0) {
      before = at - taken;
      taken = at;
    }
  }
}
