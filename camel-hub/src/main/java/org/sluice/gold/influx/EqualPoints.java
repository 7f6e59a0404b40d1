package org.sluice.gold.influx;

import java.util.List;
import org.sluice.event.Reading;
import org.sluice.run.Noted;

/**
 * Counts points of a run that took the place of one before them: InfluxDB keeps one for a
 * measurement, its tags and a time. A long object is not held in memory for it: remembered are its
 * first points, and behind these the latest.
 */
public final class EqualPoints implements Noted {
  /** The first points that are remembered. */
  static final int FIRST = 1 << 17;

  /** How many of the latest are remembered at the least, and half of those at the most. */
  static final int LATEST = 1 << 16;

  /** What two of them have in common, and what becomes of them, for people. */
  public static final String SAME =
      "point (measurement, time and tags) as one before; the last one stands, and fields that it"
          + " has not are kept from those before";

  private static final long BEGINNING = 0xcbf29ce484222325L;
  private static final long FACTOR = 0x100000001b3L;

  private final Hashes first = new Hashes(FIRST);
  private Hashes before = new Hashes(LATEST);
  private Hashes latest = before;
  private boolean forgot;
  private long equal;

  /** To be called once they are written: a step that Camel does again writes the same ones. */
  synchronized void add(List<Reading> points) {
    for (Reading point : points) {
      if (isSeen(hash(point))) {
        equal++;
      }
    }
  }

  private boolean isSeen(long hash) {
    if (first.has(hash) || latest.has(hash) || before.has(hash)) {
      return true;
    }
    if (!first.isFull()) {
      first.add(hash);
      return false;
    }
    if (latest.isFull()) {
      forgot |= before != latest;
      before = latest;
      latest = new Hashes(LATEST);
    }
    latest.add(hash);
    return false;
  }

  private static long hash(Reading point) {
    long hash = with(BEGINNING, point.measurement());
    hash = (hash ^ point.time().getEpochSecond()) * FACTOR;
    hash = (hash ^ point.time().getNano()) * FACTOR;
    for (var tag : point.tags().entrySet()) {
      hash = with(with(hash, tag.getKey()), tag.getValue());
    }
    hash ^= hash >>> 29;
    return hash == 0 ? 1 : hash;
  }

  private static long with(long before, String text) {
    long hash = before;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FACTOR;
    }
    // Where a text ends.
    return (hash ^ 0xffff) * FACTOR;
  }

  @Override
  public synchronized String note() {
    if (equal == 0) {
      return null;
    }
    String said = "%d record%s the same %s.".formatted(equal, equal == 1 ? " has" : "s have", SAME);
    return forgot
        ? "At least %s Each was compared with the first %d points and the last %d before it."
            .formatted(said, FIRST, LATEST)
        : said;
  }
}
