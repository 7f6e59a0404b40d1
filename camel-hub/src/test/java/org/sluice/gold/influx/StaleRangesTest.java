package org.sluice.gold.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StaleRangesTest {
  private final StaleRanges ranges = new StaleRanges(100);

  /**
   * Points at the times 1, 2, …: {@code s} is stale, {@code o} another's, {@code b} one of each.
   */
  private void points(String points) {
    for (int i = 0; i < points.length(); i++) {
      char c = points.charAt(i);
      if (c != 'o') {
        ranges.point(i + 1, true);
      }
      if (c != 's') {
        ranges.point(i + 1, false);
      }
    }
  }

  private List<String> found() {
    ranges.end();
    return ranges.ranges().stream().map(range -> range.from() + "-" + range.to()).toList();
  }

  @Test
  void aStretchEndsWhereItHoldsEnough() {
    StaleRanges small = new StaleRanges(100, 3);
    for (int time : new int[] {1, 2, 2, 2, 3, 4, 5, 9}) {
      small.point(time, true);
    }
    small.end();
    assertEquals(
        List.of("1-2", "3-5", "9-9"),
        small.ranges().stream().map(range -> range.from() + "-" + range.to()).toList());
    assertEquals(3, small.count());
    assertTrue(small.isWhole());
  }

  @Test
  void whatNobodyInterruptsIsOneStretch() {
    points("sssss");
    assertEquals(List.of("1-5"), found());
    assertTrue(ranges.isWhole());
  }

  @Test
  void anothersPointPartsAStretch() {
    points("osssosso");
    assertEquals(List.of("2-4", "6-7"), found());
    assertEquals(2, ranges.count());
  }

  @Test
  void aTimeThatIsSharedIsInNoStretch() {
    points("ssbss");
    assertEquals(List.of("1-2", "4-5"), found());
    assertFalse(ranges.isWhole());
    assertEquals(3, ranges.count());
  }

  @Test
  void stretchesEndWithTheirSeries() {
    ranges.begin(Map.of("t", "a"));
    points("ss");
    ranges.begin(Map.of("t", "b"));
    points("oss");
    assertEquals(List.of("1-2", "2-3"), found());
    assertEquals(Map.of("t", "b"), ranges.ranges().get(1).tags());
  }

  @Test
  void allAreCountedAndNoMoreKeptThanAskedFor() {
    StaleRanges few = new StaleRanges(3);
    for (int i = 0; i < 50; i++) {
      few.point(i, i % 2 == 0);
    }
    few.end();
    assertEquals(25, few.count());
    assertEquals(3, few.ranges().size());
  }

  @Test
  void noPointIsNoStretch() {
    assertEquals(List.of(), found());
  }
}
