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
