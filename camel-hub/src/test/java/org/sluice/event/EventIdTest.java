package org.sluice.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EventIdTest {
  private static String id(String container, String object) {
    return EventId.of(
        "lake1", new ObjectKey("AUTH_a", container, object), "1795464363.77499", "PUT");
  }

  @Test
  void theSameChangeHasTheSameId() {
    assertEquals(id("c", "é\n/\"x"), id("c", "é\n/\"x"));
    assertTrue(id("c", "o").matches("[A-Z2-7]{32}"));
  }

  @Test
  void namesThatJoinToTheSameTextHaveDifferentIds() {
    assertNotEquals(id("c", "d,1:e"), id("c,1:d", "e"));
  }

  /** Computed by the filter for the same change: both sides must agree. */
  @Test
  void theFilterMakesTheSameId() {
    assertEquals(
        "LN4U2W7DG74IEMYZNMHDRJSAIIPKKRP5",
        EventId.of(
            "lake1",
            new ObjectKey("AUTH_7776", "neocampus", "2024/jan.json"),
            "1795464363.77499",
            "PUT"));
  }
}
