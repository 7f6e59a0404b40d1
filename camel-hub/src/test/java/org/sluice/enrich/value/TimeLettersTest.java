package org.sluice.enrich.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLettersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dd.mm.yyyy       | mm is minutes: dd.MM.yyyy?
          yyyy-mm-dd HH:mm | mm is minutes: yyyy-MM-dd HH:mm?
          YYYY-MM-dd       | YYYY is the year of weeks: yyyy-MM-dd?
          D.M.yyyy         | D is the day of the year: d.M.yyyy?
          """)
  void lettersThatAreMistakenAreSaid(String pattern, String said) {
    assertEquals(said, TimeLetters.advice(pattern));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iso",
        "seconds",
        "millis",
        "dd.MM.yyyy HH:mm",
        "yyyyDDD",
        "YYYY-'W'ww-e",
        "HH:mm:ss d MMM yyyy",
        "'Day' d.M.yyyy 'in YYYY'",
        "[ ][, ]h:mm[:ss] a"
      })
  void usualOnesAreNot(String pattern) {
    assertEquals("", TimeLetters.advice(pattern));
  }
}
