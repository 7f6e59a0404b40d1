package org.sluice.enrich.value;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sluice.run.Noted;

/**
 * Reads times that say no zone of their own, and counts those that the zone's clock never showed,
 * being put forward, or showed twice, being put back. Branches of a route may count at once.
 */
public final class OddTimes implements Noted {
  private record Kind(ZoneId zone, boolean twice) {}

  /**
   * How many there are.
   *
   * @param first what is told of the first
   * @param later by how much that was read as later
   */
  private record Seen(long count, String first, String later) {
    Seen and(Seen others) {
      return new Seen(count + others.count, first, later);
    }
  }

  private final Map<Kind, Seen> seen = new LinkedHashMap<>();

  /**
   * The moment that a clock showed a time: the first of two, and of none as much later as the clock
   * was put forward.
   *
   * @param field whose value it is
   */
  Instant moment(LocalDateTime time, ZoneId zone, String field) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
    if (offsets.size() == 1) {
      return time.toInstant(offsets.get(0));
    }
    Instant read = time.atZone(zone).toInstant();
    boolean twice = !offsets.isEmpty();
    String first = "%s in '%s', as %s".formatted(time, field, read);
    String later = twice ? "" : said(zone.getRules().getTransition(time).getDuration());
    add(new Kind(zone, twice), new Seen(1, first, later));
    return read;
  }

  private static String said(Duration put) {
    boolean hours = put.toMinutesPart() == 0;
    long count = hours ? put.toHours() : put.toMinutes();
    return hours && count == 1 ? "an hour" : count + (hours ? " hours" : " minutes");
  }

  private synchronized void add(Kind kind, Seen more) {
    seen.merge(kind, more, Seen::and);
  }

  /** Counts those of another too, which stand behind those of this one. */
  public void add(OddTimes other) {
    Map<Kind, Seen> more;
    synchronized (other) {
      more = new LinkedHashMap<>(other.seen);
    }
    more.forEach(this::add);
  }

  @Override
  public synchronized String note() {
    return seen.isEmpty()
        ? null
        : seen.entrySet().stream()
            .map(each -> said(each.getKey(), each.getValue()))
            .collect(Collectors.joining(" "));
  }

  private static String said(Kind kind, Seen seen) {
    boolean one = seen.count() == 1;
    String times = seen.count() + (one ? " time" : " times");
    String were = one ? "was" : "were";
    String the = one ? "" : "the first, ";
    if (kind.twice()) {
      return ("%s in %s %s shown by its clock twice (it was put back) and %s read as the earlier: "
              + "%s%s. A text with its offset, such as +01:00, tells which it is.")
          .formatted(times, kind.zone(), were, were, the, seen.first());
    }
    return "%s %s not exist in %s (the clock was put forward) and %s read as %s later: %s%s."
        .formatted(times, one ? "does" : "do", kind.zone(), were, seen.later(), the, seen.first());
  }
}
