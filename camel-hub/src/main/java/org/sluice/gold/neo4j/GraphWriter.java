package org.sluice.gold.neo4j;

import java.util.List;
import java.util.Set;

/** Writes pictures to a graph database, all of a call in one transaction. */
public interface GraphWriter {
  /**
   * @return the {@code swift_id}s that were not written, as a newer version is there
   * @throws org.sluice.fault.FaultException gold-unreachable, gold-rejected or access-denied
   */
  Set<String> write(List<PictureGraph> pictures);
}
