package org.sluice.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  /** Takes what it may, every so often; how many that was within so many seconds. */
  private static int taken(double rate, long every, long seconds) {
    Pace pace = new Pace(rate, 0);
    int taken = 0;
    for (long at = 0; at <= seconds * SECOND; at += every) {
      int may = Math.min(100, pace.now(at));
      pace.took(may);
      taken += may;
    }
    return taken;
  }

  @Test
  void asManyAsTheRateSaysHoweverOftenItIsAsked() {
    assertEquals(2000, taken(200, SECOND / 40, 10), 1);
    assertEquals(2000, taken(200, SECOND / 3, 10), 1);
    assertEquals(5, taken(0.5, SECOND / 40, 10), 1);
  }

  @Test
  void whatWasNotTakenForLongIsNotMadeUpFor() {
    Pace pace = new Pace(50, 0);
    assertEquals(50, pace.now(3600 * SECOND));
  }

  @Test
  void withoutARateAnyNumber() {
    assertEquals(Integer.MAX_VALUE, new Pace(0, 0).now(1));
  }
}
