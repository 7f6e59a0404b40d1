package org.sluice.gold;

import java.util.function.Consumer;
import org.sluice.run.GoldPlace;

/** Tells all that one service's gold holds of a project. */
public interface GoldDumper {
  /**
   * @param portable whether what another lake would name otherwise is left out: versions, accounts
   *     and the numbers of objects
   * @param line takes a line each, in any order: JSON with sorted keys
   * @throws org.sluice.fault.FaultException gold-unreachable or access-denied
   */
  void dump(String project, boolean portable, Consumer<String> line);

  /**
   * Tells of one object and route what is in a place, as {@link #dump(String, boolean, Consumer)}
   * would; nothing where the place is another service's.
   *
   * @throws org.sluice.fault.FaultException gold-unreachable or access-denied
   */
  void dump(GoldHeld held, GoldPlace place, Consumer<String> line);
}
