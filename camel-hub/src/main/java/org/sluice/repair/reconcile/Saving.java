package org.sluice.repair.reconcile;

/**
 * Puts on record how a round stands: its figures each time, its containers as often as is cheap.
 */
final class Saving {
  /** Of the time, what saving containers takes at the most: one part in so many. */
  private static final int SHARE = 20;

  private final Record record;
  private final Report report;
  private long due = System.nanoTime();

  Saving(Record record, Report report) {
    this.record = record;
    this.report = report;
  }

  /**
   * While the round is under way.
   *
   * @return whether somebody asked for its end
   */
  boolean turn() {
    return System.nanoTime() < due ? record.saveFigures(report) : whole();
  }

  /** With each container. */
  boolean whole() {
    long from = System.nanoTime();
    try {
      return record.save(report);
    } finally {
      long now = System.nanoTime();
      due = now + (now - from) * SHARE;
    }
  }
}
