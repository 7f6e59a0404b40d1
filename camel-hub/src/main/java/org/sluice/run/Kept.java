package org.sluice.run;

/**
 * Something that stands among what a run {@linkplain RunView#kept keeps}, and holds what it is to
 * let go of: the run closes it, whatever happened.
 */
public interface Kept extends AutoCloseable {
  @Override
  void close();
}
