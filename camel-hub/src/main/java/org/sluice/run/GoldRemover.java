package org.sluice.run;

import java.util.Set;
import org.sluice.event.ObjectKey;

/** Takes records of one object and route out of one service's gold. */
public interface GoldRemover {
  /**
   * Removes what is no longer so; done twice, it is as if done once.
   *
   * @return how many records are gone, as far as the database tells; -1 where it does not
   * @throws org.sluice.fault.FaultException gold-unreachable, access-denied, or gold-scattered
   *     where it would take more statements than are permitted
   */
  long remove(Stale stale);

  /**
   * Whether it is to be done before the newest version writes, as what both wrote to one record
   * would else be mixed; elsewhere it is done after, and nothing is missing in between.
   */
  boolean comesFirst();

  /**
   * What is to be removed.
   *
   * @param place where it is
   * @param versions that it may be of
   * @param newest the version that removes it: what is newer than this stays
   * @param kept how many records of the newest version came to the same place, those included that
   *     the run counted as refused there; 0 where it named the place and wrote nothing, -1 where it
   *     did not name it
   */
  record Stale(
      ObjectKey key,
      String project,
      String route,
      GoldPlace place,
      Set<String> versions,
      String newest,
      long kept) {
    /** Whether the newest version wrote to the same place. */
    public boolean isReplaced() {
      return kept >= 0;
    }
  }
}
