package org.sluice.gold.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sluice.event.Reading;

class EqualPointsTest {
  private final EqualPoints equal = new EqualPoints();

  private static Reading point(String name, long time, String tag, String value) {
    return new Reading(
        name,
        Instant.ofEpochSecond(time),
        new TreeMap<>(java.util.Map.of(tag, value)),
        new TreeMap<>(java.util.Map.of("v", time)));
  }

  @Test
  void pointsOfOneMeasurementTimeAndTagsAreOne() {
    equal.add(
        List.of(
            point("m", 1, "a", "bc"),
            point("m", 1, "ab", "c"),
            point("ma", 1, "b", "c"),
            point("m", 2, "a", "bc")));
    assertNull(equal.note());
    equal.add(List.of(point("m", 1, "a", "bc")));
    assertEquals(
        "1 record has the same point (measurement, time and tags) as one before; the last one stands.",
        equal.note());
    equal.add(List.of(point("m", 1, "a", "bc"), point("m", 2, "a", "bc")));
    assertTrue(equal.note().startsWith("3 records have the same point"), equal.note());
  }

  @Test
  void ofManyNoneIsTakenForAnotherAndMemoryHasAnEnd() {
    int many = EqualPoints.MOST + 1000;
    for (int i = 0; i < many; i++) {
      equal.add(List.of(point("m", i / 1000, "sensor", "s" + i % 1000)));
    }
    assertNull(equal.note());
    IntStream.of(0, 77, EqualPoints.MOST - 1, many - 1)
        .forEach(i -> equal.add(List.of(point("m", i / 1000, "sensor", "s" + i % 1000))));
    assertEquals(
        "3 records have the same point (measurement, time and tags) as one before; the last one"
            + " stands. Compared were the first 131072 points.",
        equal.note());
  }
}
