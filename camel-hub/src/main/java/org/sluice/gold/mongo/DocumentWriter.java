package org.sluice.gold.mongo;

/** Writes documents to a document database. */
public interface DocumentWriter {
  /**
   * Writes the documents, and removes those of the object that an older version left behind them.
   *
   * @return false when a newer version is there, and stays
   * @throws org.sluice.fault.FaultException gold-unreachable, gold-rejected or access-denied
   */
  boolean write(DocumentBatch batch);
}
