package org.sluice.gold.sql;

/** Writes rows to tables. */
public interface TableWriter {
  /**
   * Writes the rows; makes the table, or widens it, where it has no place for them.
   *
   * @return false when a newer version is there, and stays
   * @throws org.sluice.gold.RefusedException when some are refused; the others are written
   * @throws org.sluice.fault.FaultException gold-unreachable, access-denied or setting-invalid
   */
  boolean write(RowBatch batch);
}
