package org.sluice.trial.guess;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluice.enrich.sensor.ReadingTime;

/**
 * The points that a sample's records would be: which of them InfluxDB takes for one.
 *
 * @param measurement where the record says it; null where all have one
 */
record SamplePoints(List<Map<String, Object>> records, Column time, Column measurement) {
  /** How many have the time and tags of one before them, and would take its place. */
  int alike(List<Column> tags) {
    Set<List<String>> seen = new HashSet<>();
    for (Map<String, Object> record : records) {
      List<String> point = new ArrayList<>();
      Instant at = ReadingTime.of(time.key(), Columns.value(record, time.key()));
      point.add(at.toString());
      point.add(measurement == null ? "" : text(record, measurement));
      tags.forEach(tag -> point.add(text(record, tag)));
      seen.add(point);
    }
    return records.size() - seen.size();
  }

  /** How many have a value in none of these fields, and are no points. */
  long without(List<Column> fields) {
    return records.stream()
        .filter(
            record -> fields.stream().allMatch(each -> Columns.value(record, each.key()) == null))
        .count();
  }

  private static String text(Map<String, Object> record, Column column) {
    Object value = Columns.value(record, column.key());
    // InfluxDB keeps no empty tag.
    return value == null ? "" : value.toString();
  }
}
