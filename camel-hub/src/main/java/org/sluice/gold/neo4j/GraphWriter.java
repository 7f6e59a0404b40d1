package org.sluice.gold.neo4j;

/** Writes pictures and records to a graph database. */
public interface GraphWriter {
  /**
   * Writes a picture with its relations; what an older version said and this one does not is gone.
   *
   * @return false when a newer version is there, and stays
   * @throws org.sluice.gold.RefusedException when the database refuses the picture
   * @throws org.sluice.fault.FaultException gold-unreachable or access-denied
   */
  boolean write(PictureGraph picture);

  /**
   * Writes records as nodes with their relations; what an older version of a record said and this
   * one does not is gone. One that is for pictures alone takes none.
   *
   * @return false when newer ones are there, and stay
   * @throws org.sluice.gold.RefusedException when the database refuses some
   * @throws org.sluice.fault.FaultException gold-unreachable or access-denied
   */
  default boolean write(RecordGraph records) {
    throw new UnsupportedOperationException("This writer is for pictures alone");
  }
}
