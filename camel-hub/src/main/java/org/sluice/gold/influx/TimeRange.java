package org.sluice.gold.influx;

import java.util.Map;

/**
 * A stretch of time in which all points of a measurement, or of one of its series, are stale.
 *
 * @param from nanoseconds since 1970 of the first of them
 * @param to the same of the last
 * @param tags the series, with an empty value for each tag that it does not have; null for all
 *     series of the measurement
 */
record TimeRange(long from, long to, Map<String, String> tags) {
  /** The condition that finds it. */
  String where() {
    StringBuilder where = new StringBuilder("time >= " + from + " AND time <= " + to);
    if (tags != null) {
      tags.forEach(
          (tag, value) ->
              where
                  .append(" AND ")
                  .append(InfluxQl.name(tag))
                  .append(" = ")
                  .append(InfluxQl.text(value)));
    }
    return where.toString();
  }

  /** Whether points with these tags are of it. */
  boolean isOf(Map<String, String> point) {
    return tags == null
        || tags.entrySet().stream()
            .allMatch(tag -> tag.getValue().equals(point.getOrDefault(tag.getKey(), "")));
  }
}
