package org.sluice.fault;

import java.util.Locale;

/** What is done about a fault. */
public enum FaultKind {
  /**
   * Passes by itself: the run is tried again with growing pauses; where all fail, the queue waits.
   */
  TRANSIENT,
  /** The object is not what the route expects: the run is parked, its neighbours go on. */
  DATA,
  /** A setting or secret is wrong: the route's queue waits until an operator has mended it. */
  OPERATOR,
  /** A fault of Sluice or of a route: the run is parked with its trace on record. */
  BUG;

  /** As it stands on record. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
