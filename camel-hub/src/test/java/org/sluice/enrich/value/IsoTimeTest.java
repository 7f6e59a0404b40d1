package org.sluice.enrich.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @ParameterizedTest
  @CsvSource({
    "2026-11-27T09:30:05Z, 2026-11-27T09:30:05Z",
    "2026-11-27 09:30:05Z, 2026-11-27T09:30:05Z",
    "2026-11-27T09:30:05, 2026-11-27T08:30:05Z",
    "2026-07-27 09:30:05, 2026-07-27T07:30:05Z",
    "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z"
  })
  void aTimeIsReadWithTheZoneThatItSaysOrTheOneGiven(String text, Instant time) {
    assertEquals(time, IsoTime.read(text, PARIS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-27", "0000-01-01", "2024-02-29"})
  void aDayIsADay(String text) {
    assertEquals(LocalDate.parse(text), IsoTime.read(text, PARIS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-2",
        "2026-13-01",
        "2023-02-29",
        "2026-11-27T24:00:00Z",
        "2026-11-27T09:30:60Z",
        "2026-11-27T09:30:05z",
        "2026-11-27x09:30:05",
        "2026/11/27",
        "2026-11-27T09:30:05.5Z",
        "2026-11-27T09:30:05+01:00",
        "\u0662026-11-27"
      })
  void whatIsWrittenOtherwiseIsLeftToTheFormatter(String text) {
    assertNull(IsoTime.read(text, PARIS));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-27T09:30:05.5Z, 2026-11-27T09:30:05.5Z",
    "2026-11-27T09:30:05+01:00, 2026-11-27T08:30:05Z",
    "2026-11-27T09:30, 2026-11-27T08:30:00Z"
  })
  void theFormatterReadsTheRest(String text, Instant time) {
    assertEquals(time, new TimeForm(TimeForm.ISO, PARIS, Locale.ENGLISH).read(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2023-02-29", "2026-11-27T24:00:00Z", "2026-11-27T09:30:60Z"})
  void aTimeThatThereIsNotIsNoneInAnyForm(String text) {
    assertNull(new TimeForm(TimeForm.ISO, PARIS, Locale.ENGLISH).read(text));
  }
}
