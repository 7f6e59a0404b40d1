package org.sluice.enrich.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2019-06-12T00:00:18.388374, 2019-06-12T00:00:18.388374Z",
    "2019-06-12T00:00:18.388374Z, 2019-06-12T00:00:18.388374Z",
    "2019-06-12T02:00:18+02:00, 2019-06-12T00:00:18Z",
    "2019-06-12 00:00:18, 2019-06-12T00:00:18Z",
    "2019-06-12T00:00, 2019-06-12T00:00:00Z",
    "2019-06-12, 2019-06-12T00:00:00Z",
    "2019-06-12T00:00:18.123456789Z, 2019-06-12T00:00:18.123456789Z",
  })
  void aTextIsIsoAndUtcWhereItHasNoZone(String text, Instant time) {
    assertEquals(time, ReadingTime.of("time", text));
  }

  @Test
  void whatHasBeenReadAsATimeOrADateIsThat() {
    Instant time = Instant.parse("2019-06-12T00:00:00Z");
    assertEquals(time, ReadingTime.of("t", time));
    assertEquals(time, ReadingTime.of("t", LocalDate.of(2019, 6, 12)));
  }

  @Test
  void aNumberIsSecondsOrPartsOfThemByItsSize() {
    Instant time = Instant.parse("2019-06-12T00:00:18.388374Z");
    assertEquals(time, ReadingTime.of("t", 1560297618.388374));
    assertEquals(time, ReadingTime.of("t", 1560297618388.374));
    assertEquals(Instant.parse("2019-06-12T00:00:18Z"), ReadingTime.of("t", 1560297618));
    assertEquals(Instant.parse("2019-06-12T00:00:18.388Z"), ReadingTime.of("t", 1560297618388L));
    assertEquals(Instant.parse("1969-12-31T23:59:59Z"), ReadingTime.of("t", -1));
    assertEquals(time, ReadingTime.of("t", 1560297618388374L));
    assertEquals(time, ReadingTime.of("t", 1560297618388374000L));
    assertEquals(time.plusNanos(1), ReadingTime.of("t", 1560297618388374001L));
    assertEquals(
        Instant.parse("1910-07-28T23:59:41.611626Z"), ReadingTime.of("t", -1875398418388374L));
  }

  @Test
  void whatIsNoTimeIsRefusedByItsKey() {
    for (Object value :
        Arrays.asList(
            null,
            "",
            "soon",
            "2019-13-01T00:00:00Z",
            "2019-02-30",
            true,
            List.of(),
            "1500-01-01T00:00:00Z",
            BigInteger.TEN.pow(19),
            BigInteger.TEN.pow(40))) {
      Exception e =
          assertThrows(
              IllegalArgumentException.class, () -> ReadingTime.of("at", value), "" + value);
      assertTrue(e.getMessage().startsWith("has a 'at' "), e.getMessage());
    }
  }
}
