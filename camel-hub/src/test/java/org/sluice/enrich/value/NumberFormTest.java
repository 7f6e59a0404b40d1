package org.sluice.enrich.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberFormTest {
  private static NumberForm form(char decimal) {
    return new NumberForm(decimal, "", Units.of(Map.of("K", "1000", "R", "1", "EUR", "1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "20.50; 20.50",
        "7; 7",
        "-0; 0",
        "+7; 7",
        "-.5; -0.5",
        "5.; 5",
        "00012; 12",
        "\u22123.25; -3.25",
        "999999999999999999; 999999999999999999",
        "9999999999999999999; 9999999999999999999",
        "-123456789012345678.5; -123456789012345678.5",
        "1,234.50; 1234.50",
        "1 234; 1234",
        "1e3; 1E+3",
        "14.13K; 14130",
        "R 12.50; 12.5",
        "EUR 7; 7"
      })
  void aNumberHasTheDigitsThatItIsWrittenWith(String text, BigDecimal number) {
    assertEquals(number, form('.').read(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"20,50; 20.50", "1.234,5; 1234.5", "1.234; 1234", ",5; 0.5"})
  void theDecimalSignIsTheOneThatIsSaid(String text, BigDecimal number) {
    assertEquals(number, form(',').read(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "-", "+.", "1.2.3", "1-2", "--1", "1 2", "\u0661", "0x1", "1,23", "0,125", "K10",
        "K 10"
      })
  void whatIsNoNumberIsNone(String text) {
    assertNull(form('.').read(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, java.lang.Double",
    "123456789.012345, java.lang.Double",
    "0.1234567890123456789, java.math.BigDecimal",
    "9007199254740993, java.math.BigDecimal",
    "1e300, java.lang.Double",
    "1e-15, java.lang.Double"
  })
  void aDecimalIsADoubleWhereThatIsTheSameNumber(BigDecimal number, String type) {
    Object read = NumberType.decimal(number);
    assertEquals(type, read.getClass().getName());
    assertEquals(0, new BigDecimal(read.toString()).compareTo(number));
  }
}
