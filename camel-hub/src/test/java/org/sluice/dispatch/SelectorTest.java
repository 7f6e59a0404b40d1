package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

class SelectorTest {
  private static LakeObject object(String name, String type, String processing) {
    return new LakeObject(
        new ObjectKey("AUTH_a", "neocampus", name),
        "neocampus",
        "1795464361.00000",
        "E",
        "1",
        name,
        type,
        10,
        "e",
        "campus:alice",
        "app",
        processing,
        Map.of(),
        Map.of("kind", "test"),
        null);
  }

  private static Selector type(String type) {
    return new Selector(null, type, null, null, null, null, null, null, Map.of(), false);
  }

  private static Selector name(String glob) {
    return new Selector(null, null, glob, null, null, null, null, null, Map.of(), false);
  }

  private static final LakeObject PICTURE = object("a/b.jpg", "image/jpeg; q=1", "default");

  @Test
  void aContentTypeIsComparedWithoutItsParametersAndCase() {
    assertTrue(type("image/*").matches("r", PICTURE));
    assertTrue(type("text/csv, IMAGE/JPEG").matches("r", PICTURE));
    assertFalse(type("image/png").matches("r", PICTURE));
  }

  @Test
  void soIsThatOfTheRoute() {
    assertTrue(type("image/jpeg; q=1").matches("r", PICTURE));
    assertTrue(type("text/csv; charset=utf-8, Image/* ;q=2").matches("r", PICTURE));
    assertFalse(type("image/png; q=1").matches("r", PICTURE));
    assertTrue(type("text/csv; charset=utf-8").meets(type("text/csv;charset=latin1")));
  }

  private static boolean covers(String route, Selector one, String other, Selector of) {
    return one.covers(route, of, other);
  }

  private static Selector sized(Long min, Long max, Map<String, String> meta) {
    return new Selector(null, null, null, null, null, null, min, max, meta, false);
  }

  private static Selector custom(String project, String processing) {
    return new Selector(project, null, null, null, null, processing, null, null, Map.of(), false);
  }

  @Test
  void whatSelectsByLessCovers() {
    assertTrue(covers("a", type(null), "b", type("text/csv")));
    assertTrue(covers("a", type("text/*"), "b", type("text/csv, TEXT/t*; q=1")));
    assertFalse(covers("a", type("text/csv"), "b", type("text/*")));
    assertFalse(covers("a", type("text/csv"), "b", type("text/csv, text/plain")));
    assertFalse(covers("a", type("*"), "b", type(null)));
    assertTrue(covers("a", name("**.csv"), "b", name("in/*.csv")));
    assertTrue(covers("a", name("**"), "b", name("**/x{1,2}")));
    assertTrue(covers("a", name("x{1,2}"), "b", name("x{1,2}")));
    assertFalse(covers("a", name("*.csv"), "b", name("**.csv")));
    assertFalse(covers("a", name("in/*"), "b", name("*")));
    assertTrue(covers("a", sized(10L, null, Map.of()), "b", sized(10L, 5L + 10, Map.of())));
    assertFalse(covers("a", sized(10L, null, Map.of()), "b", sized(null, null, Map.of())));
    assertFalse(covers("a", sized(null, 10L, Map.of()), "b", sized(null, 11L, Map.of())));
    Map<String, String> any = Map.of("k", "*");
    Map<String, String> one = Map.of("k", "v", "l", "w");
    assertTrue(covers("a", sized(null, null, any), "b", sized(null, null, one)));
    assertFalse(covers("a", sized(null, null, one), "b", sized(null, null, any)));
  }

  @Test
  void customObjectsAreCoveredByTheirOwnProjectsRoutesOnly() {
    assertTrue(covers("a", custom(null, null), "b", custom(null, "default")));
    assertFalse(covers("a", custom(null, null), "b", custom(null, "custom")));
    assertFalse(covers("a", custom("p", null), "p_u_t", custom("p", null)));
    assertTrue(covers("p_a", custom("p", null), "p_u_t", custom("p", null)));
    assertFalse(covers("a", custom(null, null), "p_u_t", custom(null, null)));
  }

  @Test
  void aGlobStaysInItsFolderUnlessItSaysOtherwise() {
    assertTrue(name("a/*.jpg").matches("r", PICTURE));
    assertFalse(name("*.jpg").matches("r", PICTURE));
    assertTrue(name("**.jpg").matches("r", PICTURE));
  }

  @Test
  void sizesAreInclusive() {
    assertTrue(
        new Selector(null, null, null, null, null, null, 10L, 10L, Map.of(), false)
            .matches("r", PICTURE));
    assertFalse(
        new Selector(null, null, null, null, null, null, 11L, null, Map.of(), false)
            .matches("r", PICTURE));
  }

  @Test
  void metadataMustBeThereWithItsValue() {
    Selector has =
        new Selector(null, null, null, null, null, null, null, null, Map.of("kind", "*"), false);
    Selector other =
        new Selector(null, null, null, null, null, null, null, null, Map.of("kind", "x"), false);
    assertTrue(has.matches("r", PICTURE));
    assertFalse(other.matches("r", PICTURE));
  }

  @Test
  void noRouteTakesASidecar() {
    assertFalse(
        type("application/json")
            .matches("r", object("b.jpg.sluice.json", "application/json", "default")));
    assertTrue(
        type("application/json")
            .matches("r", object(".sluice.json", "application/json", "default")));
  }

  @Test
  void customObjectsAreForTheirProjectsOwnRoutesOnly() {
    LakeObject custom = object("a.json", "application/json", "custom");
    assertFalse(type("application/json").matches("json-documents", custom));
    assertTrue(type("application/json").matches("neocampus_alice_weather", custom));
  }
}
