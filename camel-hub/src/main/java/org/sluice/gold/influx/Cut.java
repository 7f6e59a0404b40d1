package org.sluice.gold.influx;

import java.util.List;
import org.sluice.event.Reading;

/**
 * A stretch of a measurement that a hub takes out.
 *
 * @param database where it is
 */
record Cut(String database, String measurement, TimeRange range) {
  /** Whether it would take out one of these points. */
  boolean meets(List<Reading> points) {
    return points.stream().anyMatch(this::holds);
  }

  private boolean holds(Reading point) {
    long time = PointMapping.nanos(point);
    return point.measurement().equals(measurement)
        && time >= range.from()
        && time <= range.to()
        && range.isOf(point.tags());
  }
}
