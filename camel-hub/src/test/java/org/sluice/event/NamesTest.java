package org.sluice.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final String TAIL = "abcdefghijklmnopqrstuvwxyz";

  /** Pieces that hurt: escapes, half escapes, cut marks, and what no database permits. */
  private static final String[] PIECES = {
    "_",
    "x",
    "_x",
    "2e",
    "_x2e",
    "_x2e_",
    "_x5f_",
    "41",
    "z",
    "_z",
    TAIL,
    "z" + TAIL,
    "a",
    "B",
    "Z9",
    "-",
    ".",
    "..",
    " ",
    "/",
    "\\",
    "$",
    "\"",
    "*",
    "\n",
    "é",
    "数",
    "😀",
    "\u0000",
    "_internal"
  };

  private static final Map<String, UnaryOperator<String>> PLACES =
      Map.of(
          "collection",
          Names::collection,
          "mongo",
          n -> Names.mongoDatabase("gold_", n).substring(5),
          "influx",
          Names::influxDatabase,
          "topic",
          n -> Names.topic("lake.route.", n).substring(11));

  @Test
  void aPlainNameStaysPlain() {
    assertEquals("neocampus", Names.collection("neocampus"));
    assertEquals("gold_neocampus", Names.mongoDatabase("gold_", "neocampus"));
    assertEquals("neocampus", Names.influxDatabase("neocampus"));
    assertEquals("lake.route.neocampus-sensors", Names.topic("lake.route.", "neocampus-sensors"));
    assertEquals("campus_alice_noise", Names.collection("campus_alice_noise"));
    assertEquals("Data-2024", Names.collection("Data-2024"));
  }

  @Test
  void otherLettersAreWrittenAsRuns() {
    assertEquals("a_x2e_b", Names.collection("a.b"));
    assertEquals("_xe695b0e68dae_", Names.collection("数据"));
    assertEquals("gold__x4e_eo", Names.mongoDatabase("gold_", "Neo"));
    assertEquals("_x5f_internal", Names.influxDatabase("_internal"));
  }

  @Test
  void everyNameIsReadBackAsItWas() {
    random(20_000)
        .forEach(
            (name, ignored) ->
                PLACES.forEach(
                    (place, encoder) -> {
                      String encoded = encoder.apply(name);
                      if (!Names.shortened(encoded)) {
                        assertEquals(name, Names.decode(encoded), place + " " + encoded);
                      }
                    }));
  }

  @Test
  void noTwoNamesBecomeOne() {
    PLACES.forEach(
        (place, encoder) -> {
          Map<String, String> seen = new HashMap<>();
          random(20_000)
              .keySet()
              .forEach(
                  name -> {
                    String key = encoder.apply(name);
                    key = place.equals("mongo") ? key.toLowerCase(Locale.ROOT) : key;
                    String other = seen.put(key, name);
                    assertTrue(other == null || other.equals(name), place + ": " + key);
                  });
        });
  }

  @Test
  void everyNameIsPermittedWhereItIsUsed() {
    random(5_000)
        .keySet()
        .forEach(
            name -> {
              String database = Names.mongoDatabase("gold_", name);
              assertTrue(database.matches("[a-z0-9_-]{1,63}"), database);
              assertTrue(Names.topic("lake.gold.", name).matches("[A-Za-z0-9._-]{1,249}"));
              assertTrue(Names.collection(name).matches("[A-Za-z0-9_-]{1,120}"));
              String influx = Names.influxDatabase(name);
              assertTrue(influx.matches("[A-Za-z0-9_-]{1,200}"), influx);
              assertFalse(influx.equals("_internal"));
            });
  }

  @Test
  void aNameTooLongIsCutAndSaysSo() {
    String longName = "a".repeat(300);
    String database = Names.mongoDatabase("gold_", longName);
    assertEquals(63, database.length());
    assertTrue(Names.shortened(database));
    assertThrows(IllegalArgumentException.class, () -> Names.decode(database.substring(5)));
    assertFalse(database.equals(Names.mongoDatabase("gold_", longName + "a")));
    assertFalse(Names.shortened(Names.collection("note_z" + TAIL)));
    String collection = Names.collection("a".repeat(256)); // Swift's longest container
    assertTrue(Names.shortened(collection));
    assertTrue(("swift." + collection).length() <= 128, "the embedded server takes no more");
    assertFalse(collection.equals(Names.collection("a".repeat(255) + "b")));
  }

  @Test
  void nothingAndHalfLettersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Names.collection(""));
    assertThrows(IllegalArgumentException.class, () -> Names.collection("\ud800"));
  }

  @Test
  void base32IsThatOfTheStandard() {
    assertEquals("MZXW6YTBOI", Base32.encode("foobar".getBytes(StandardCharsets.US_ASCII)));
    assertEquals("MZXW6YQ", Base32.encode("foob".getBytes(StandardCharsets.US_ASCII)));
  }

  private static Map<String, Boolean> random(int count) {
    Random random = new Random(4711);
    Map<String, Boolean> names = new HashMap<>();
    for (int i = 0; i < count; i++) {
      StringBuilder name = new StringBuilder();
      int pieces = 1 + random.nextInt(6);
      for (int p = 0; p < pieces; p++) {
        name.append(PIECES[random.nextInt(PIECES.length)]);
      }
      names.put(name.toString(), true);
    }
    return names;
  }
}
