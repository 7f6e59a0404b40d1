package org.sluice.enrich.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.fault.Fault;
import org.sluice.routes.BlockKit;

class FlatRecordsTest {
  private static BlockKit tables() {
    return BlockKit.of("json-records-action", "flat", "yes").object("o.json", "application/json");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1 << 20})
  void recordsOfPlainValuesAreATable(long bytes) throws Exception {
    assertEquals(
        List.of(Map.of("a", 1), Map.of("b", "x"), Map.of("a", true)),
        tables().chunks(bytes).run("[{\"a\": 1}, {\"b\": \"x\"}, {\"a\": true}]").well());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": 1}               | is one record
          [{"a": 1}]             | is one record
          [{"a": 1}, {"a": []}]  | has objects or lists
          [{"a": {}}, {"a": 1}]  | has objects or lists
          [{"a": 1}, {"a": 1     | cannot be read as a table: Cut or malformed JSON
          []                     | empty array
          """)
  void allElseIsDeclined(String json, String why) throws Exception {
    String said = tables().run(json).declined();
    assertTrue(said.contains(why), said);
  }

  @Test
  void whatIsFoundLaterIsSaidOrTakenAsItIs() throws Exception {
    assertEquals(
        Map.of("a", List.of(1)),
        tables().chunks(1).run("[{\"a\": 1}, {\"a\": 2}, {\"a\": [1]}]").well().get(2));
    tables().chunks(1).run("[{\"a\": 1}, {\"a\": 2}, {\"a").fault(Fault.JSON_MALFORMED);
    tables().run("").fault(Fault.OBJECT_EMPTY);
  }
}
