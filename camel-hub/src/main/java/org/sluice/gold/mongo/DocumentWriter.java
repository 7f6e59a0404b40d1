package org.sluice.gold.mongo;

/** Writes documents to a document database. */
public interface DocumentWriter {
  /**
   * Writes the documents.
   *
   * @return false when a newer version is there, and stays
   * @throws org.sluice.gold.RefusedException when some are refused; the others are written
   * @throws org.sluice.fault.FaultException gold-unreachable or access-denied
   */
  boolean write(DocumentBatch batch);
}
