package org.sluice.enrich.shape;

import org.sluice.run.Noted;

/** Counts records of which a block made none. Branches of a route may count at once. */
final class Lost implements Noted {
  private final String why;
  private long records;
  private long lost;
  private long first;

  /**
   * @param why goes on behind their number
   */
  Lost(String why) {
    this.why = why;
  }

  /**
   * @param all records of a pass
   * @param count of those that are lost
   * @param number of the first of these, from 1
   */
  synchronized void add(long all, long count, long number) {
    first = lost == 0 ? number : first;
    records += all;
    lost += count;
  }

  @Override
  public synchronized String note() {
    return lost == 0
        ? null
        : "%d of %d record%s %s; the first is record %d."
            .formatted(lost, records, records == 1 ? "" : "s", why, first);
  }
}
