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
    assertEquals(50 + 50, takenAfter(3600 * SECOND, 50, SECOND), 1);
  }

  @Test
  void whatWasNotTakenInAHaltIsMadeUpForAtTwiceTheRateAndNotAtOnce() {
    int atOnce = (int) (2 * 200 * 0.1);
    assertEquals(atOnce, takenAfter(SECOND, 200, 0));
    assertEquals(2 * 200 / 2, takenAfter(SECOND, 200, SECOND / 2), atOnce);
  }

  @Test
  void itIsTakenSomeAtATime() {
    Pace pace = new Pace(100, 0);
    int times = 0;
    for (long at = 0; at <= SECOND; at += SECOND / 1000) {
      int may = pace.now(at);
      pace.took(may);
      times += may > 0 ? 1 : 0;
    }
    assertEquals(10, times, 1);
  }

  /** How many are taken within a time, none having been for another. */
  private static int takenAfter(long halt, double rate, long within) {
    Pace pace = new Pace(rate, 0);
    for (long at = 0; at <= SECOND; at += SECOND / 40) {
      pace.took(pace.now(at));
    }
    int taken = 0;
    for (long at = SECOND + halt; at <= SECOND + halt + within; at += SECOND / 40) {
      int may = pace.now(at);
      pace.took(may);
      taken += may;
    }
    return taken;
  }

  @Test
  void withoutARateAnyNumber() {
    assertEquals(Integer.MAX_VALUE, new Pace(0, 0).now(1));
  }
}
