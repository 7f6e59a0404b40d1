package org.sluice.trial.guess;

import java.util.List;
import java.util.Map;

/** What routes of one format are like. */
public interface Guess {
  /** What a refusal calls the format. */
  String format();

  /** Whether a sample is of this format. */
  boolean knows(Sample sample);

  /**
   * A route for the sample.
   *
   * @param route its id
   * @param to where its records are to go; null for where they fit
   * @param reader reads records of bytes
   * @throws UnguessableException when no route can be made of it
   */
  Draft draft(Sample sample, String route, Target to, Reader reader) throws UnguessableException;

  /** Runs blocks, as the hub has them, on bytes. */
  @FunctionalInterface
  interface Reader {
    /**
     * @param blocks the one that reads, and those behind it
     * @return what comes out of the last
     */
    List<Map<String, Object>> records(List<Draft.Step> blocks, byte[] bytes, String contentType)
        throws UnguessableException;
  }
}
