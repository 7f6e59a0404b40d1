package org.sluice.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sluice.catalogue.RunKey;

/** What is said of routes that do not run, and of names that are none. */
class KnownRoutesTest {
  private final KnownRoutes routes =
      new KnownRoutes(
          Set.of("weather")::contains,
          () -> List.of("weather", "faulty"),
          Set.of("gone")::contains);

  private String advice(String route) {
    return routes.advice(new RunKey("E", route, "r", "0"), "Correct it.");
  }

  @Test
  void aNameThatNeverWasARouteIsAMistakeAndTheNearestAreNamed() {
    ApiException refused = assertThrows(ApiException.class, () -> routes.check("wether"));
    assertEquals(400, refused.status());
    assertTrue(refused.getMessage().contains("no route wether"), refused.getMessage());
    assertEquals(
        "The nearest of the 2 that there are: weather, faulty. ./sluice routes lists all.",
        refused.hint());
  }

  @Test
  void routesThatAreFaultyOrGoneAreKnown() {
    routes.check("weather");
    routes.check("faulty");
    routes.check("gone");
  }

  @Test
  void whatIsParkedOfARouteThatDoesNotRunIsHelpedByWhatHelps() {
    assertEquals("Correct it.", advice("weather"));
    assertTrue(advice("faulty").startsWith("Its route's file is refused: ./sluice check faulty"));
    assertTrue(advice("gone").startsWith("Its route is gone: put the file back, then ./sluice"));
    assertTrue(advice("gone").contains("Or upload the object again"), advice("gone"));
  }
}
