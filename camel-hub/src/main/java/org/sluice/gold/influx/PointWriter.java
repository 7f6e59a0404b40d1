package org.sluice.gold.influx;

/** Writes points to a time-series database. */
public interface PointWriter {
  /**
   * Writes all points, or fails having written some; to be written again then.
   *
   * @throws org.sluice.gold.RefusedException when some are refused; the others are written
   * @throws org.sluice.fault.FaultException gold-unreachable or access-denied
   */
  void write(PointBatch batch);
}
