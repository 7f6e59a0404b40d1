package org.sluice.catalogue;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;

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

  /**
   * What the ids of removals begin with that also take out what the route, a fallback, wrote of the
   * very version, since another route has taken it.
   */
  public static final String TAKEN = REMOVAL + "-taken";

  private static final Pattern RETRY = Pattern.compile("(.*-)?retry-([0-9]{1,8})");

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

  /** Whether it is of an event that came just now, not of an object that is run again. */
  public boolean isLive() {
    return replay.equals(LIVE) || isRemoval();
  }

  /** Whether it also takes out what its route wrote of the version itself. */
  public boolean isOfTaken() {
    return replay.startsWith(TAKEN);
  }

  /** The run that is made when this one, which is parked, is tried again. */
  public RunKey retry(String nextRevision) {
    Matcher earlier = RETRY.matcher(replay);
    boolean again = earlier.matches();
    String first =
        again ? Objects.toString(earlier.group(1), "") : replay.equals(LIVE) ? "" : replay + "-";
    int number = again ? Integer.parseInt(earlier.group(2)) + 1 : 1;
    return new RunKey(eventId, route, nextRevision, first + "retry-" + number);
  }

  /** From the record; a route's id may hold any character. */
  static RunKey of(String id) {
    int event = id.indexOf('|');
    int replay = id.lastIndexOf('|');
    int revision = id.lastIndexOf('|', replay - 1);
    return new RunKey(
        id.substring(0, event),
        id.substring(event + 1, revision),
        id.substring(revision + 1, replay),
        id.substring(replay + 1));
  }

  /** That of a run on record. */
  public static RunKey of(Document run) {
    return new RunKey(
        run.getString("event_id"),
        run.getString("route"),
        run.getString("revision"),
        run.getString("replay"));
  }

  /** As it stands on record. */
  public String id() {
    return eventId + "|" + route + "|" + revision + "|" + replay;
  }
}
