package org.sluice.repair.reconcile;

import java.time.Duration;

/**
 * What is asked for.
 *
 * @param project whose containers; null for all
 * @param full every container, not only those of which there is a sign
 * @param dryRun nothing is sent
 * @param rate objects compared a second; 0 for any number
 * @param grace what changed within it is left for the next round
 * @param by {@code schedule} or {@code command}
 */
public record Request(
    String project, boolean full, boolean dryRun, int rate, Duration grace, String by) {
  boolean isScheduled() {
    return by.equals("schedule");
  }
}
