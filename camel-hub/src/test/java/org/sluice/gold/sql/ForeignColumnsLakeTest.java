package org.sluice.gold.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.TestRuns;

/** Names, values and columns of others can do a table no harm. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = SqlLake.URL, matches = ".+")
class ForeignColumnsLakeTest extends ColumnsRig {
  @Test
  void namesAreNeverPartOfAStatement() throws SQLException {
    List<String> hostile =
        List.of(
            "a\"; DROP TABLE x; --",
            "?",
            "$1",
            "{fn now()}",
            "%s",
            "sluice_key",
            "ctid",
            "",
            "Größe (m²)",
            "UPPER",
            "upper",
            "nul\0",
            "tab\t",
            "_x00_",
            "\u202e",
            "😀",
            "select",
            " ");
    Map<String, Object> record = new LinkedHashMap<>();
    hostile.forEach(name -> record.put(name, name.length()));
    write("a", Map.of(), record);
    write("a", Map.of(), record);
    assertEquals(hostile.size(), types().size());
    assertEquals(
        hostile.stream().map(name -> String.valueOf(name.length())).toList(),
        values(String.join(", ", hostile.stream().map(ColumnName::of).map(Sql::name).toList()))
            .get(0));
    FaultException e =
        assertThrows(FaultException.class, () -> write("b", Map.of(), Map.of("half \ud800", 1)));
    assertEquals(Fault.RECORD_INVALID, e.fault());
  }

  @Test
  void valuesAreNeverPartOfAStatement() throws SQLException {
    List<String> hostile =
        List.of(
            "'; DROP TABLE x; --", "\\", "{1,2}", "\"", "NULL", "null", "", "a,b", "\r\n", "=1+1");
    List<Map<String, Object>> records = new ArrayList<>();
    hostile.forEach(value -> records.add(Map.of("v", value, "j", List.of(value))));
    SqlLake.sink(sql, Map.of("table", "t"))
        .write(records, TestRuns.run(project, "a", TestRuns.OLDER));
    assertEquals(hostile.stream().map(Collections::singletonList).toList(), values("v"));
    assertEquals(hostile.stream().map(Collections::singletonList).toList(), values("j ->> 0"));
  }

  @Test
  void aTableGetsNoMoreColumnsThanItMayAndOneThatIsTooWideIsRefused() throws SQLException {
    write("a", Map.of("maxColumns", "3"), Map.of("a", 1, "b", 2));
    FaultException e =
        assertThrows(
            FaultException.class,
            () -> write("b", Map.of("maxColumns", "3"), Map.of("c", 1), Map.of("d", 1, "e", 2)));
    assertTrue(
        e.getMessage().startsWith("Record 2: The table would get more than 3 columns"),
        e.getMessage());
    assertEquals(3, types().size());
    Map<String, Object> wide = new LinkedHashMap<>();
    for (int i = 0; i < 1_400; i++) {
      wide.put("c" + i, i);
    }
    e = assertThrows(FaultException.class, () -> write("c", Map.of("maxColumns", "1500"), wide));
    assertEquals(Fault.GOLD_REJECTED, e.fault());
  }

  @Test
  void aColumnOfAnOperatorsOwnTypeKeepsItAndTakesWhatFits() throws SQLException {
    write("a", Map.of(), Map.of("n", 1));
    SqlLake.execute(sql, "ALTER TABLE " + table.place() + " ADD COLUMN code varchar(3)");
    write("b", Map.of(), Map.of("n", 2, "code", "abc"));
    FaultException e =
        assertThrows(
            FaultException.class, () -> write("c", Map.of(), Map.of("n", 3, "code", "abcd")));
    assertEquals(Fault.GOLD_REJECTED, e.fault());
    assertEquals("character varying", types().get("code"));
  }

  @Test
  void aColumnThatAViewHoldsIsNotWidenedAndOnlyWhatNeedsItIsRefused() throws SQLException {
    write("a", Map.of(), Map.of("n", 1));
    SqlLake.execute(
        sql,
        "CREATE VIEW %s.seen AS SELECT n FROM %s"
            .formatted(Sql.name(table.schema()), table.place()));
    FaultException e =
        assertThrows(
            FaultException.class,
            () -> write("b", Map.of(), Map.of("n", 2), Map.of("n", "x"), Map.of("n", 3)));
    assertEquals(Fault.GOLD_REJECTED, e.fault());
    assertTrue(e.getMessage().startsWith("Record 2: "), e.getMessage());
    assertTrue(e.getMessage().contains("used by a view"), e.getMessage());
    assertEquals(List.of(List.of("1"), List.of("2"), List.of("3")), values("n"));
  }
}
