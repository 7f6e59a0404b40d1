package org.sluice.gold.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowKeyTest {
  @Test
  void withoutAKeyNothingIsAdded() {
    Map<String, Object> values = new HashMap<>(Map.of("a", 1));
    assertSame(values, RowKey.with(values, List.of(), "r"));
    assertEquals(Map.of("a", 1), values);
  }

  @Test
  void equalValuesAreOneKeyHoweverTheyAreWritten() {
    assertEquals(key(Map.of("a", 1, "b", "x")), key(Map.of("a", 1.0, "b", "x", "c", 7)));
    assertEquals(
        key(Map.of("a", new BigDecimal("1.50"), "b", 0)), key(Map.of("a", 1.5, "b", -0.0)));
    assertEquals(key(Map.of("a", "1", "b", true)), key(Map.of("a", 1L, "b", "true")));
  }

  @Test
  void otherValuesAreOthersAlsoWhereTheirTextsRunTogether() {
    assertNotEquals(key(Map.of("a", "x\nb=1:y", "b", "")), key(Map.of("a", "x", "b", "y")));
    assertNotEquals(key(Map.of("a", "1", "b", "11")), key(Map.of("a", "11", "b", "1")));
    Map<String, Object> other = new HashMap<>(Map.of("a", 1, "b", 2));
    assertNotEquals(
        key(Map.of("a", 1, "b", 2)),
        RowKey.with(other, List.of("a", "b"), "another").get("sluice_row"));
  }

  @Test
  void aRecordWithoutOneOfTheFieldsHasNoKey() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> key(Map.of("a", 1)));
    assertEquals("nothing under 'b', which is in its row's key", e.getMessage());
  }

  @Test
  void ofRowsThatAreOneTheNewestObjectsLastStays() {
    Row old = row("A", "1", 5);
    Row first = row("A", "2", 0);
    Row last = row("A", "2", 3);
    assertEquals(List.of(last), RowKey.newest(List.of(last, old, first)));
    Row beside = row("B", "2", 0);
    assertEquals(List.of(beside), RowKey.newest(List.of(last, beside)));
    assertEquals(List.of(beside), RowKey.newest(List.of(beside, last)));
  }

  private static Row row(String object, String version, long position) {
    return new Row(
        new Row.Origin(object, object, version, "r"), position, Map.of(ColumnName.ROW, "K"));
  }

  private static Object key(Map<String, Object> values) {
    return RowKey.with(new HashMap<>(values), List.of("a", "b"), "r").get(ColumnName.ROW);
  }
}
