package org.sluice.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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

  @Test
  void aRouteThatIsNoneIsSaidBeforeAnythingIsLookedThrough() {
    KnownRoutes known = new KnownRoutes(id -> false, () -> List.of("weather"), id -> false);
    Actions actions =
        new Actions(
            null, null, known, null, null, null, null, null, null, null, null, null, null, null,
            "A");
    ApiException refused =
        assertThrows(ApiException.class, () -> actions.objects(asking("wether")));
    assertTrue(refused.getMessage().startsWith("There is no route wether"), refused.getMessage());
    // The catalogue, which is not there.
    assertThrows(NullPointerException.class, () -> actions.objects(asking(null)));
  }

  private static Action.Request asking(String route) {
    return new Action.Request() {
      @Override
      public String parameter(String name) {
        return name.equals("route") ? route : null;
      }

      @Override
      public String body() {
        return "";
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "100001", "99999999999999", "many", ""})
  void whatIsNoSuchNumberIsRefused(String given) {
    ApiException refused = assertThrows(ApiException.class, () -> Actions.limit(given));
    assertEquals("limit is no number from 1 to 100000: " + given, refused.getMessage());
  }
}
