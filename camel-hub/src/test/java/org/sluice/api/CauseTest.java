package org.sluice.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.catalogue.Parked;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.Trouble;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/** Which parked runs are of one cause. */
class CauseTest {
  private static String key(String object, String message) {
    LakeObject of =
        new LakeObject(
            new ObjectKey("AUTH_a", "mill", object),
            "mill",
            "1795464361.00000",
            "E",
            "17",
            object,
            "application/json",
            1,
            "e",
            "u",
            "",
            "default",
            Map.of(),
            Map.of(),
            null);
    Trouble trouble = new Trouble("object-forbidden", "data", message, "Mend it.", null);
    RunKey run = new RunKey("E", "json-documents", "r1", RunKey.LIVE);
    return Cause.key(new Parked.One(run, of, trouble, 1, Instant.EPOCH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Swift refuses the hub's user to read AUTH_a/mill/%s: 403",
        "Swift holds no mill/%s",
        "'%s' line 7: cut",
      })
  void theObjectsOwnNameIsNoPartOfIt(String message) {
    String first = key("a/Jan (1).json", message.formatted("a/Jan (1).json"));
    assertEquals(first, key("b$1\\.csv", message.formatted("b$1\\.csv")));
    assertEquals(first, key("42", message.formatted("42")));
  }

  @Test
  void whatElseIsSaidIs() {
    assertNotEquals(key("a", "Swift answers for b"), key("b", "Swift answers for c"));
  }

  @Test
  void aShortNameIsNotTakenOutOfWords() {
    assertEquals(key("e", "Cut JSON in line 3"), key("b.json", "Cut JSON in line 4"));
  }
}
