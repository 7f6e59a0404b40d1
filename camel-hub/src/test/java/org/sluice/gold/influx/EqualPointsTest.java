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
        "1 record has the same point (measurement, time and tags) as one before; the last one"
            + " stands, and fields that it has not are kept from those before.",
        equal.note());
    equal.add(List.of(point("m", 1, "a", "bc"), point("m", 2, "a", "bc")));
    assertTrue(equal.note().startsWith("3 records have the same point"), equal.note());
  }

  private void add(int number) {
    equal.add(List.of(point("m", number / 1000, "sensor", "s" + number % 1000)));
  }

  @Test
  void ofManyNoneIsTakenForAnotherAndMemoryHasAnEnd() {
    int all = EqualPoints.FIRST + 2 * EqualPoints.LATEST;
    IntStream.range(0, all).forEach(this::add);
    assertNull(equal.note());
    IntStream.of(0, 77, EqualPoints.FIRST - 1, EqualPoints.FIRST, all - 1).forEach(this::add);
    assertEquals(
        "5 records have the same point (measurement, time and tags) as one before; the last one"
            + " stands, and fields that it has not are kept from those before.",
        equal.note());
    IntStream.of(all, EqualPoints.FIRST, 1, all, EqualPoints.FIRST + EqualPoints.LATEST)
        .forEach(this::add);
    assertEquals(
        "At least 8 records have the same point (measurement, time and tags) as one before; the"
            + " last one stands, and fields that it has not are kept from those before. Each was"
            + " compared with the first 131072 points and the last 65536 before it.",
        equal.note());
  }

  @Test
  void farIntoALongObjectTheyAreCountedToo() {
    IntStream.range(0, 500_000).forEach(this::add);
    IntStream.range(0, 180).map(i -> 499_999 - i * 300).forEach(this::add);
    assertTrue(equal.note().startsWith("At least 180 records have"), equal.note());
  }
}
