package org.sluice.run;

/**
 * Something that a block counts while a run goes, and that no record tells. It stands among what
 * the run {@linkplain RunView#kept keeps}; the run's record has its sentence.
 */
@FunctionalInterface
public interface Noted {
  /** What is to be told, as it stands now; null for nothing. */
  String note();
}
