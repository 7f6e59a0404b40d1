package org.sluice.gold.influx;

import java.util.List;
import org.sluice.event.Reading;

/**
 * A stretch of a measurement that a hub takes out.
 *
 * @param database where it is
 */
record Cut(String database, String measurement, TimeRange range) {
  /** Whether one of these points is of the series that it goes through. */
  boolean isOfSeriesOf(List<Reading> points) {
    return points.stream().anyMatch(this::isOfSeriesOf);
  }

  /** Whether it would take out one of these points. */
  boolean holdsOneOf(List<Reading> points) {
    return points.stream()
        .anyMatch(
            point -> {
              long time = PointMapping.nanos(point);
              return time >= range.from() && time <= range.to() && isOfSeriesOf(point);
            });
  }

  private boolean isOfSeriesOf(Reading point) {
    return point.measurement().equals(measurement) && range.isOf(point.tags());
  }
}
