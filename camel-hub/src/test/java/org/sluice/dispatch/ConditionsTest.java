package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/** Why a route does not take an object. */
class ConditionsTest {
  private static Selector selector(String user, String application, Map<String, String> meta) {
    return new Selector(null, null, null, user, application, null, null, null, meta, false);
  }

  private static LakeObject object(String user, String processing, Map<String, String> meta) {
    return new LakeObject(
        new ObjectKey("AUTH_a", "mill", "a"),
        "mill",
        "1",
        "E",
        "17",
        "a",
        null,
        1,
        "e",
        user,
        null,
        processing,
        Map.of(),
        meta,
        null);
  }

  private static String why(Selector selector, LakeObject object) {
    return Conditions.why(new LakeRoute("r", "", "f", "1", selector, false, false, null), object);
  }

  private static void unmet(String said, Selector selector, LakeObject object) {
    assertEquals(
        "Route r does not take this object: it takes " + said + ".", why(selector, object));
  }

  @Test
  void aWildcardIsMetByWhatItMatchesAlone() {
    LakeObject bob = object("mill:bob", "default", Map.of("kind", "blue"));
    unmet("user *:eve (the object's is mill:bob)", selector("*:eve", null, Map.of()), bob);
    unmet("meta.kind re* (the object's is blue)", selector(null, null, Map.of("kind", "re*")), bob);
    Selector both = selector("*:bob", "shop*", Map.of("kind", "b*"));
    unmet("application shop* (the object's is not said)", both, bob);
  }

  @Test
  void whatIsNotThereIsNotSaid() {
    LakeObject bare = object(null, "default", Map.of());
    unmet("user * (the object's is not said)", selector("*", null, Map.of()), bare);
    unmet("meta.k * (the object's is not said)", selector(null, null, Map.of("k", "*")), bare);
    unmet("contentType a/b (the object's is not said)", Selector.of(null, "a/b", null), bare);
  }

  @Test
  void onlyWhatIsMarkedCustomIsSaidToBe() {
    Selector any = selector(null, null, Map.of());
    String start = "Route r does not take this object";
    assertEquals(
        start + ": it is marked custom, for routes whose id begins with its project and _ only.",
        why(any, object("u", "custom", Map.of())));
    assertEquals(start + ".", why(any, object("u", "default", Map.of())));
  }
}
