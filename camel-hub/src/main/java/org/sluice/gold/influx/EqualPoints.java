package org.sluice.gold.influx;

import java.util.List;
import org.sluice.event.Reading;
import org.sluice.run.Noted;

/**
 * Counts points of a run that took the place of one before them: InfluxDB keeps one for a
 * measurement, its tags and a time.
 */
final class EqualPoints implements Noted {
  /** Points that are remembered; a long object is not held in memory for it. */
  static final int MOST = 1 << 17;

  private static final int FIRST_SIZE = 32;
  private static final long BEGINNING = 0xcbf29ce484222325L;
  private static final long FACTOR = 0x100000001b3L;

  /** Zero where there is none; half of it free. */
  private long[] seen = new long[FIRST_SIZE];

  private int count;
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
    int place = place(seen, hash);
    if (seen[place] == hash) {
      return true;
    }
    if (count < MOST) {
      seen[place] = hash;
      if (++count > seen.length / 2) {
        grow();
      }
    }
    return false;
  }

  private void grow() {
    long[] larger = new long[seen.length * 2];
    for (long one : seen) {
      if (one != 0) {
        larger[place(larger, one)] = one;
      }
    }
    seen = larger;
  }

  private static int place(long[] in, long hash) {
    int place = (int) (hash ^ hash >>> 32) & in.length - 1;
    while (in[place] != 0 && in[place] != hash) {
      place = place + 1 & in.length - 1;
    }
    return place;
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
    return "%d record%s the same point (measurement, time and tags) as one before; the last one stands."
            .formatted(equal, equal == 1 ? " has" : "s have")
        + (count < MOST ? "" : " Compared were the first " + MOST + " points.");
  }
}
