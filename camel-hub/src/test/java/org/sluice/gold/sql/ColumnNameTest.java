package org.sluice.gold.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sluice.event.Names;

/** Keys become columns of which no two are the same, and which PostgreSQL takes. */
class ColumnNameTest {
  @Test
  void whatPeopleWriteStaysAsItIs() {
    for (String key : List.of("n", "Change %", "Vol.", "Größe (m²)", "a\"b", "😀", "a_b", "_x")) {
      assertEquals(key, ColumnName.of(key));
    }
  }

  @Test
  void noTwoKeysBecomeOneColumnAndEachIsFoundAgain() {
    List<String> keys =
        List.of(
            "",
            "_x00",
            "_x00_",
            "\0",
            "_x",
            "_xz",
            "sluice_key",
            "_x73_luice_key",
            "ctid",
            "_x63_tid",
            "a\tb",
            "a_x09_b",
            "tab\t",
            "_x5f_x00");
    TreeSet<String> columns = new TreeSet<>();
    for (String key : keys) {
      String column = ColumnName.of(key);
      assertTrue(columns.add(column), key + " becomes " + column);
      assertTrue(column.chars().noneMatch(Character::isISOControl), column);
      if (!key.isEmpty()) {
        assertEquals(key, Names.decode(column));
      }
    }
    assertTrue(!columns.contains("sluice_key") && !columns.contains("ctid"), columns.toString());
  }

  @Test
  void aLongKeyIsCutAtALetterWithinPostgresqlsLimit() {
    for (String letter : List.of("a", "é", "€", "😀")) {
      String first = ColumnName.of(letter.repeat(100) + "1");
      String second = ColumnName.of(letter.repeat(100) + "2");
      assertNotEquals(first, second);
      int bytes = first.getBytes(StandardCharsets.UTF_8).length;
      assertTrue(bytes <= 63 && bytes > 63 - 4, first + " has " + bytes);
      assertTrue(first.startsWith(letter + letter) && Names.shortened(first), first);
    }
    String most = "x".repeat(63);
    assertEquals(most, ColumnName.of(most));
  }
}
