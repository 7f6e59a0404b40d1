package org.sluice.enrich.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void numbersBecomeOneTypeThatHoldsThemExactly() {
    assertEquals(15.0, Values.field("v", 15));
    assertEquals(9007199254740992.0, Values.field("v", 9007199254740992L));
    assertThrows(IllegalArgumentException.class, () -> Values.field("v", 9007199254740993L));
    assertThrows(IllegalArgumentException.class, () -> Values.field("v", BigInteger.TEN.pow(400)));
  }

  @Test
  void emptyTagsAreLeftOutAndOthersAreTexts() {
    assertNull(Values.tag("t", ""));
    assertNull(Values.tag("t", null));
    assertEquals("78", Values.tag("t", 78));
    assertThrows(IllegalArgumentException.class, () -> Values.tag("t", List.of(1)));
  }
}
