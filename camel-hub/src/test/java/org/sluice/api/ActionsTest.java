package org.sluice.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many objects a list may be asked to hold. */
class ActionsTest {
  @Test
  void aListHasAnEndWhetherItIsGivenOrNot() {
    assertEquals(1000, Actions.limit(null));
    assertEquals(1, Actions.limit("1"));
    assertEquals(100_000, Actions.limit("100000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "100001", "99999999999999", "many", ""})
  void whatIsNoSuchNumberIsRefused(String given) {
    ApiException refused = assertThrows(ApiException.class, () -> Actions.limit(given));
    assertEquals("limit is no number from 1 to 100000: " + given, refused.getMessage());
  }
}
