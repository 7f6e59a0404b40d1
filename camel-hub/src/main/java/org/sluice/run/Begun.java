package org.sluice.run;

/** Work of a lane that has begun; what changes of it is guarded by the lane. */
final class Begun {
  final String key;
  final boolean repeat;
  final Lane.Work work;

  /** Whether it has let go of its thread. */
  boolean left;

  /** Whether its outcome has come. */
  boolean over;

  Begun(String key, boolean repeat, Lane.Work work) {
    this.key = key;
    this.repeat = repeat;
    this.work = work;
  }
}
