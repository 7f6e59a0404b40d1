package org.sluice.run;

/** A hub's death: nothing is done after it, also what is done after a failure. */
final class Killed extends Error {
  private static final long serialVersionUID = 1;
}
