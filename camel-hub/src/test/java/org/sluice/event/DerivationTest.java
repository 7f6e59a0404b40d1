package org.sluice.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DerivationTest {
  private static LakeObject object(String name, Map<String, String> userMeta) {
    return new LakeObject(
        new ObjectKey("AUTH_lake", "p", name),
        "p",
        "1795464363.77499",
        "E",
        "1",
        name,
        "text/csv",
        1,
        null,
        "",
        "",
        "default",
        Map.of(),
        userMeta,
        null);
  }

  @Test
  void whatAnObjectSaysOfItselfIsReadBackAsItWasWritten() {
    Derivation first = Derivation.by("clean", object("a b/ü.csv", Map.of()), "M");
    assertEquals("AUTH_lake/p/a%20b/%C3%BC.csv", first.source());
    assertEquals("1795464363.77499", first.version());
    assertEquals(Optional.of(first), Derivation.of(first.userMeta()));
    assertEquals(
        List.of("sluice-mark", "sluice-route-1", "sluice-source", "sluice-version"),
        List.copyOf(first.userMeta().keySet()));
  }

  @Test
  void theRoutesThatItCameThroughAreThereInTheirOrder() {
    Derivation first = Derivation.by("clean", object("a", Map.of()), "M");
    Derivation second = Derivation.by("p.x/join", object("b", first.userMeta()), "N");
    assertEquals(List.of("clean", "p_x2e_x_x2f_join"), second.routes());
    Derivation read = Derivation.of(second.userMeta()).orElseThrow();
    assertTrue(read.cameThrough("clean") && read.cameThrough("p.x/join"));
    assertFalse(read.cameThrough("join"));
    assertEquals("clean, then p_x2e_x_x2f_join", read.told());
  }

  @Test
  void anObjectOfAUserCameThroughNone() {
    assertEquals(Optional.empty(), Derivation.of(Map.of("sluice-route-1", "x", "colour", "red")));
  }

  @Test
  void noValueIsLongerThanSwiftPermits() {
    Derivation from = Derivation.by("r".repeat(400), object("ü".repeat(512), Map.of()), "M");
    from.userMeta().forEach((name, value) -> assertTrue(value.length() <= 256, name));
    assertTrue(from.source().endsWith("..."), from.source());
    assertTrue(Derivation.of(from.userMeta()).orElseThrow().cameThrough("r".repeat(400)));
  }
}
