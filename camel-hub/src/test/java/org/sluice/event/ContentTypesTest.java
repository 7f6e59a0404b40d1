package org.sluice.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ContentTypesTest {
  private static String of(String text) {
    return ContentTypes.of(text.getBytes(StandardCharsets.UTF_8), "data");
  }

  @Test
  void bytesOfAPictureSayWhatItIs() {
    byte[] png = {
      (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
    };
    assertEquals("image/png", ContentTypes.of(png, "data"));
  }

  @Test
  void jsonIsKnownByItsTokensAlsoWhereItIsCut() {
    assertEquals("application/json", of("{\"a\": 1}"));
    assertEquals("application/json", of("[{\"a\": 1}, {\"a\""));
    assertEquals("text/plain", of("{not json}"));
  }

  @Test
  void linesAreKnownByTheirNameAlsoWhereTheyAreBroken() {
    for (String text : new String[] {"{\"a\": 1}\n{\"a\": 2}\n", "{\"a\": 1", "{not json}"}) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertEquals("application/x-ndjson", ContentTypes.of(bytes, "a/b.JSONL"));
      assertEquals("application/x-ndjson", ContentTypes.of(bytes, "b.ndjson"));
    }
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    assertEquals("image/png", ContentTypes.of(png, "b.jsonl"));
  }

  @Test
  void whatIsEmptyIsWhatItsNameSays() {
    byte[] none = {};
    assertEquals("application/x-ndjson", ContentTypes.of(none, "a.jsonl"));
    assertEquals("text/csv", ContentTypes.of(none, "a.csv"));
    assertEquals("application/octet-stream", ContentTypes.of(none, "a"));
  }

  @Test
  void onlyTypesThatSayNothingAreLookedInto() {
    assertTrue(ContentTypes.saysNothing(null));
    assertTrue(ContentTypes.saysNothing("application/octet-stream"));
    assertFalse(ContentTypes.saysNothing("text/csv"));
  }
}
