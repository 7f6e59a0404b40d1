package org.sluice.gold.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;

class StoredKeysTest {
  @Test
  void exactNumbersAreDecimalsAsFarAsThoseGo() {
    assertEquals(Decimal128.parse("4090.80"), stored(new BigDecimal("4090.80")));
    assertEquals(
        Decimal128.parse("12345678901234567890"), stored(new BigInteger("12345678901234567890")));
    String long40 = "0." + "1234567890".repeat(4);
    assertEquals(long40, stored(new BigDecimal(long40)));
  }

  @Test
  void timesAreKeptOrStayTexts() {
    Instant millis = Instant.parse("2019-06-12T00:00:18.388Z");
    assertEquals(Date.from(millis), stored(millis));
    assertEquals(
        "2019-06-12T00:00:18.388374Z", stored(Instant.parse("2019-06-12T00:00:18.388374Z")));
    assertEquals(
        Date.from(Instant.parse("2019-03-16T00:00:00Z")), stored(LocalDate.of(2019, 3, 16)));
    assertEquals("+999999999-12-31", stored(LocalDate.MAX));
    assertEquals(List.of(Date.from(millis)), stored(List.of(millis)));
  }

  private static Object stored(Object value) {
    return StoredKeys.document(Map.of("v", value)).get("v");
  }
}
