package org.sluice.run;

/**
 * What a sink makes of all passes of an object together. It stands among what the run {@linkplain
 * RunView#kept keeps}; the run finishes it once the last pass is through.
 */
public interface Whole extends Kept {
  /** Name of the step on record. */
  String step();

  /** Writes it; all passes went through. */
  void finish();
}
