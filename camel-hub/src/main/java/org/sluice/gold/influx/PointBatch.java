package org.sluice.gold.influx;

import java.util.List;
import org.sluice.event.Reading;

/**
 * Points for one database.
 *
 * @param database its name, encoded
 * @param points readings with their provenance among the fields
 */
public record PointBatch(String database, List<Reading> points) {
  public PointBatch {
    points = List.copyOf(points);
  }
}
