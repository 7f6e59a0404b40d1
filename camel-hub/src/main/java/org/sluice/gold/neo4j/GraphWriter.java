package org.sluice.gold.neo4j;

/** Writes pictures to a graph database. */
public interface GraphWriter {
  /**
   * Writes a picture with its relations; what an older version said and this one does not is gone.
   *
   * @return false when a newer version is there, and stays
   * @throws org.sluice.gold.RefusedException when the database refuses the picture
   * @throws org.sluice.fault.FaultException gold-unreachable or access-denied
   */
  boolean write(PictureGraph picture);
}
