package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdRangesTest {
  @Test
  void rangesCoverAllTextsWithoutOverlap() {
    assertNull(new IdRanges(0, 1).end(""));
    IdRanges one = new IdRanges(1, 1);
    assertEquals("3", one.end(""));
    assertEquals("a", one.end("7zz"));
    IdRanges two = new IdRanges(2, 1);
    assertNull(two.end("zz"));
    assertEquals("3", two.end("2z"));
    assertEquals("33", two.end("3"));
    assertEquals(32 * 32, count(two));
  }

  @Test
  void severalValuesOfTheLastDigitMakeARange() {
    IdRanges halves = new IdRanges(2, 16);
    assertEquals("2k", halves.end(""));
    assertEquals("3", halves.end("2k"));
    assertEquals("2k", halves.end("27qq"), "it goes on wherever another walk has ended");
    assertEquals("3", halves.end("2kqq"));
    assertNull(halves.end("zk"));
    assertEquals(2 * 32, count(halves));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "500, 1",
    "501, 2",
    "4102, 16",
    "16500, 64",
    "100000, 256",
    "1000000, 2048",
    "16000000, 32768",
    "1000000000, 2097152"
  })
  void aRangeHoldsAPageAndNoLessThanAQuarterOfOne(long documents, int ranges) {
    IdRanges parted = IdRanges.of(documents, 500);
    long made = (long) Math.pow(32, parted.depth()) / parted.step();
    assertEquals(ranges, made);
    assertTrue(documents <= 500 || documents / made >= 125, parted.toString());
    assertTrue(documents / made <= 500, parted.toString());
  }

  private static int count(IdRanges parted) {
    int ranges = 0;
    for (String at = ""; at != null; at = parted.end(at)) {
      ranges++;
    }
    return ranges;
  }
}
