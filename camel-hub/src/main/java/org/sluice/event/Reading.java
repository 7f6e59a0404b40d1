package org.sluice.event;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a sensor measured at one time: what sensor blocks make and time-series sinks take.
 *
 * @param measurement what was measured, such as {@code celsius}
 * @param time when, to the nanosecond, UTC
 * @param tags what tells one series from another; never empty values
 * @param fields the values: {@link Double}, {@link Boolean} or {@link String}; at least one
 */
public record Reading(
    String measurement,
    Instant time,
    SortedMap<String, String> tags,
    SortedMap<String, Object> fields) {
  public Reading {
    if (measurement == null || measurement.isEmpty()) {
      throw new IllegalArgumentException("measurement is missing");
    }
    if (time == null) {
      throw new IllegalArgumentException("time is missing");
    }
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("no field");
    }
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** The same reading with these fields more. */
  public Reading with(Map<String, ?> more) {
    TreeMap<String, Object> all = new TreeMap<>(fields);
    all.putAll(more);
    return new Reading(measurement, time, tags, all);
  }
}
