package org.sluice.enrich.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.enrich.BlockParameters;

class CodesTest {
  private static Guess guess(List<String> cells) {
    return new Guess(Forms.of(BlockParameters.none()), List.of(cells), false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "5M, 12K, 3B, 7T; LETTERS",
        "5 M, 12 K; LETTERS",
        "1E1, 2E2; EXPONENTS",
        "0e5; EXPONENTS",
        "1.9, 1.1, 1.10; VERSIONS"
      })
  void whatIsACodeMoreLikelyIsText(String cells, Codes codes) {
    List<String> column = List.of(cells.split(", "));
    assertEquals(codes, guess(column).codes(column));
    assertEquals("text", guess(column).type(column).word());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5K, 12K",
        "5M, 12K, 3",
        "5M, 1.5K",
        "5M, -2K",
        "5 %, 6 %",
        "1E1, 2",
        "1E-1, 2E2",
        "1.5E1",
        "-1E1",
        "1.1, 1.2, 1.11",
        "1.1, 1.10, 1.05",
        "1.1, 1.10, 2",
        "1.10, 1.20",
        "1, 1.0"
      })
  void whatIsANumberMoreLikelyIsOne(String cells) {
    List<String> column = List.of(cells.split(", "));
    assertNull(guess(column).codes(column));
    String word = guess(column).type(column).word();
    assertTrue(word.matches("number|decimal"), word);
  }

  @ParameterizedTest
  @ValueSource(strings = {"B000", "K10", "M 5", "05M, 12M", "007K"})
  void aLetterBeforeANumberIsNoUnit(String cells) {
    List<String> column = List.of(cells.split(", "));
    assertEquals("text", guess(column).type(column).word());
  }
}
