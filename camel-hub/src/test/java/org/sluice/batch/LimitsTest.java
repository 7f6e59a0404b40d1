package org.sluice.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
  @ParameterizedTest
  @CsvSource({"0, 1, 0, 1", "1, 0, 0, 1", "1, 1, -1, 1", "1, 1, 0, 0"})
  void aBatchThatCouldHoldNothingIsRefused(long count, long bytes, long linger, int writes) {
    Duration wait = Duration.ofMillis(linger);
    assertThrows(IllegalArgumentException.class, () -> new Limits(count, bytes, wait, writes));
  }

  @Test
  void whereNothingElseIsSaidOneWriteIsUnderWayAndNoneWaits() {
    assertEquals(new Limits(5, 7, Duration.ZERO, 1), Limits.of(5, 7));
  }
}
