package org.sluice.batch;

/** Told of each write of a batch once it is over; must answer at once. */
@FunctionalInterface
public interface BatchWatch {
  /** For where nobody looks. */
  BatchWatch NONE = (records, nanos, well) -> {};

  /**
   * @param records how many it held
   * @param nanos how long the write took
   * @param well false when it failed as a whole
   */
  void wrote(int records, long nanos, boolean well);
}
