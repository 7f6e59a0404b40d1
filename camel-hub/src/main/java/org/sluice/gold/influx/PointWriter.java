package org.sluice.gold.influx;

/** Writes points to a time-series database. */
public interface PointWriter {
  /**
   * Writes all points, or fails having written some; to be written again then.
   *
   * @throws org.sluice.fault.FaultException gold-unreachable, gold-rejected or access-denied
   */
  void write(PointBatch batch);
}
