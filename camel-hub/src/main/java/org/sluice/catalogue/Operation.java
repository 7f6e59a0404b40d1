package org.sluice.catalogue;

import java.time.Instant;

/**
 * One step of a run.
 *
 * @param step id of the step in its route
 * @param outcome {@code succeeded}, {@code failed} or {@code declined}
 * @param started when it began
 * @param durationMs how long it took
 * @param attempt which attempt of the run, from 1
 * @param count how often the step was done in this way, where a route repeats it
 * @param trouble why it failed; null when it did not
 */
public record Operation(
    String step,
    String outcome,
    Instant started,
    double durationMs,
    int attempt,
    int count,
    Trouble trouble) {
  public static final String SUCCEEDED = "succeeded";
  public static final String FAILED = "failed";
  public static final String DECLINED = "declined";
}
