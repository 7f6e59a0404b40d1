package org.sluice.gold.influx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes stretches out of points that come in order of their times: each begins and ends with a
 * stale point, none holds another's, and none many more than are enough. Keeps no more of them than
 * are asked for, and counts all.
 */
final class StaleRanges {
  /** Points of one stretch: it is looked at once more just before it goes, and others wait. */
  static final int LARGEST = 100_000;

  private final int most;
  private final int largest;
  private final List<TimeRange> ranges = new ArrayList<>();
  private int count;
  private Map<String, String> tags;
  private boolean open;
  private long points;
  private long held;
  private long from;
  private long to;
  private long time;
  private boolean stale;
  private boolean foreign;
  private boolean any;
  private boolean mixed;

  StaleRanges(int most) {
    this(most, LARGEST);
  }

  /**
   * @param largest how many points of one stretch are enough
   */
  StaleRanges(int most, int largest) {
    this.most = most;
    this.largest = largest;
  }

  /**
   * Another series begins, and the one before is over.
   *
   * @param series its tags; null where points of all series come mixed
   */
  void begin(Map<String, String> series) {
    end();
    tags = series;
  }

  /** A point, not before the last one of the series. */
  void point(long at, boolean isStale) {
    if (any && at != time) {
      moment();
    }
    any = true;
    points++;
    time = at;
    stale |= isStale;
    foreign |= !isStale;
  }

  /** All points of one time have come: what stands beside another's cannot be told from it. */
  private void moment() {
    if (stale && !foreign) {
      from = open ? from : time;
      to = time;
      open = true;
      held += points;
      if (held >= largest) {
        close();
      }
    } else {
      close();
      count += stale ? 1 : 0;
      mixed |= stale;
    }
    points = 0;
    stale = false;
    foreign = false;
    any = false;
  }

  private void close() {
    if (open) {
      count++;
      if (ranges.size() < most) {
        ranges.add(new TimeRange(from, to, tags));
      }
    }
    open = false;
    held = 0;
  }

  void end() {
    if (any) {
      moment();
    }
    close();
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** Whether all stale points lie in stretches; else some share their time with another's. */
  boolean isWhole() {
    return !mixed;
  }

  List<TimeRange> ranges() {
    return ranges;
  }
}
