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
 * @param by who asks for it
 */
public record Request(
    String project, boolean full, boolean dryRun, int rate, Duration grace, By by) {
  /** Who asks for a round, and so what it is to look at. */
  public enum By {
    /** A person: containers of which there is any sign. */
    COMMAND("command"),
    /** The schedule, often and soon over: containers that are new or moved. */
    MOVED("schedule"),
    /** The schedule, now and then and for long: all, in their time or for a gap in a journal. */
    DUE("schedule");

    private final String text;

    By(String text) {
      this.text = text;
    }

    /** As it stands on record. */
    String text() {
      return text;
    }
  }

  /** A round of the schedule. */
  static Request scheduled(By by, int rate, Duration grace) {
    return new Request(null, false, false, rate, grace, by);
  }

  boolean isScheduled() {
    return by != By.COMMAND;
  }

  boolean isOfMoved() {
    return by == By.MOVED;
  }

  boolean isOfDue() {
    return by == By.DUE;
  }
}
