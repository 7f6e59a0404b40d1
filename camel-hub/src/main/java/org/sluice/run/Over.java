package org.sluice.run;

import org.sluice.catalogue.Status;
import org.sluice.catalogue.Trouble;

/**
 * How an attempt ended.
 *
 * @param fallback whether its route is one that runs where no other took the object
 * @param trouble what it failed with; null where it did not
 * @param reason why it ended so, where that is no fault; null otherwise
 * @param withOperations whether what it did is to be on record: not that of each of many attempts
 */
record Over(
    Started started,
    boolean fallback,
    Run run,
    Status status,
    Trouble trouble,
    String reason,
    boolean withOperations) {
  /** For good, and not by a fault. */
  static Over well(Started started, boolean fallback, Run run, Status status, String reason) {
    return new Over(started, fallback, run, status, null, reason, true);
  }

  /** By a fault, to be tried again or parked. */
  static Over failed(
      Started started,
      boolean fallback,
      Run run,
      Status status,
      Trouble trouble,
      boolean withOperations) {
    return new Over(started, fallback, run, status, trouble, null, withOperations);
  }
}
