package org.sluice.gold;

import org.sluice.fault.FaultException;

/** Records of a run that the database refused, when all others were written. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long first;
  private final long refused;
  private final long all;
  private final FaultException reason;

  /**
   * @param first position of the first of them among what was handed over, from 0
   */
  RefusedException(long first, long refused, long all, FaultException reason) {
    super(reason.getMessage(), reason, false, false);
    this.first = first;
    this.refused = refused;
    this.all = all;
    this.reason = reason;
  }

  /**
   * As the run's fault.
   *
   * @param before records of the object that were handed over before these
   */
  public FaultException fault(long before) {
    return new FaultException(
        reason.fault(),
        (all == 1 && before == 0 ? "" : "Record " + (before + first + 1) + ": ")
            + reason.getMessage()
            + (refused == 1 ? "" : " (and " + (refused - 1) + " more of these " + all + ")"),
        reason);
  }
}
