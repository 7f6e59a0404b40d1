package org.sluice.catalogue;

import java.util.Objects;

/**
 * Identity of a run: one object version through one route revision. A key in a final state is
 * skipped, so repeats cost nothing; a replay is asked for by a new key.
 *
 * @param replay a replay's id; {@code 0} for the live run
 */
public record RunKey(String eventId, String route, String revision, String replay) {
  public static final String LIVE = "0";

  /** What the ids of removals begin with: runs that take out what a route wrote. */
  public static final String REMOVAL = "removal";

  public RunKey {
    Objects.requireNonNull(eventId, "eventId");
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(replay, "replay");
  }

  /** Whether it takes out of gold what its route wrote of older versions. */
  public boolean isRemoval() {
    return replay.startsWith(REMOVAL);
  }

  /** As it stands on record. */
  public String id() {
    return eventId + "|" + route + "|" + revision + "|" + replay;
  }
}
