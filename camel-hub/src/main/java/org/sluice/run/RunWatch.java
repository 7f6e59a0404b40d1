package org.sluice.run;

import java.time.Duration;
import java.util.List;
import org.sluice.catalogue.Operation;
import org.sluice.catalogue.Status;

/** Told of each attempt of a run once its end is on record; must answer at once. */
@FunctionalInterface
public interface RunWatch {
  /**
   * @param status how it ended; {@code WAITING} where it is tried again
   * @param length from the reading of the object on
   * @param operations what was done
   */
  void ended(String route, Status status, Duration length, List<Operation> operations);
}
