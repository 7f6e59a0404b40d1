package org.sluice.gold.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.TestRuns;
import org.sluice.trial.TrialRun;

/** What columns a table gets, and what becomes of their values, in a real PostgreSQL. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = SqlLake.URL, matches = ".+")
class ColumnsLakeTest extends ColumnsRig {
  @Test
  void eachValueHasTheTypeThatItIs() throws SQLException {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("flag", true);
    record.put("whole", 9007199254740993L);
    record.put("huge", new BigInteger("12345678901234567890123"));
    record.put("real", 0.1);
    record.put("exact", new BigDecimal("1.50"));
    record.put("day", LocalDate.of(2024, 2, 29));
    record.put("local", LocalDateTime.of(2024, 2, 29, 1, 2, 3));
    record.put("at", Instant.parse("2024-02-29T01:02:03.123456Z"));
    record.put("text", "2024-02-29");
    record.put("nested", Map.of("a", List.of(1, "b")));
    record.put("none", null);
    write("a", Map.of(), record);
    assertEquals(
        "{flag=boolean, whole=bigint, huge=numeric, real=double precision, exact=numeric, day=date,"
            + " local=timestamp without time zone, at=timestamp with time zone, text=text,"
            + " nested=jsonb}",
        types().toString());
    assertEquals(
        List.of(
            "t",
            "9007199254740993",
            "12345678901234567890123",
            "0.1",
            "1.50",
            "2024-02-29",
            "2024-02-29 01:02:03",
            "2024-02-29 01:02:03.123456+00",
            "2024-02-29",
            "{\"a\": [1, \"b\"]}"),
        values(String.join(", ", types().keySet())).get(0));
  }

  @Test
  void aColumnBecomesWiderAndNoValueIsLost() throws SQLException {
    write("a", Map.of(), Map.of("n", 1, "m", 9007199254740993L, "d", 0.1, "j", Map.of("a", 1)));
    write("b", Map.of(), Map.of("n", 1.5, "m", 0.1 + 0.2, "d", "x", "j", "plain"));
    assertEquals("{n=double precision, m=numeric, d=text, j=text}", ordered("n", "m", "d", "j"));
    assertEquals(
        List.of(
            List.of("1", "9007199254740993", "0.1", "{\"a\": 1}"),
            List.of("1.5", "0.30000000000000004", "x", "plain")),
        values("n, m, d, j"));
    write("c", Map.of(), Map.of("n", new BigDecimal("2.50"), "d", true));
    write("d", Map.of(), Map.of("n", "text", "d", 3));
    assertEquals("{n=text, d=text}", ordered("n", "d"));
    assertEquals(
        List.of(
            List.of("1", "0.1"),
            List.of("1.5", "x"),
            List.of("2.50", "true"),
            List.of("text", "3")),
        values("n, d"));
  }

  @Test
  void valuesComeOutTheSameWhetherTheyCameBeforeTheirColumnBecameTextOrAfter() throws SQLException {
    List<Object> values =
        List.of(
            5.0,
            1e-7,
            1e300,
            2.0E-3,
            -0.0,
            2.2250738585072014E-308,
            9007199254740993L,
            new BigDecimal("1E+3"),
            new BigDecimal("0.10"),
            true,
            Instant.parse("2024-02-29T01:02:03Z"),
            LocalDate.of(2024, 2, 29),
            Map.of("b", 1, "aa", List.of()));
    for (int i = 0; i < values.size(); i++) {
      write("before", Map.of(), Map.of("v" + i, values.get(i)));
      write("text", Map.of(), Map.of("v" + i, "text"));
      write("after", Map.of(), Map.of("v" + i, values.get(i)));
      List<List<String>> told =
          SqlLake.ask(
              sql,
              "SELECT v%d FROM %s WHERE sluice_object <> '%s/text'"
                  .formatted(i, table.place(), project));
      assertEquals(told.get(0), told.get(1));
    }
  }

  @Test
  void numbersOfOneBatchAndOfMixedKindsFindOneColumn() throws SQLException {
    write(
        "a",
        Map.of(),
        Map.of("n", 1, "m", 1, "x", 1),
        Map.of("n", 2.5, "m", new BigDecimal("0.3"), "x", "x"),
        Map.of("n", 3, "m", 0.1, "x", true));
    assertEquals("{n=double precision, m=numeric, x=text}", ordered("n", "m", "x"));
    assertEquals(
        List.of(List.of("1", "1", "1"), List.of("2.5", "0.3", "x"), List.of("3", "0.1", "true")),
        values("n, m, x"));
  }

  @Test
  void aRouteMaySayTypes() throws SQLException {
    Map<String, String> said = Map.of("types", "at = timestamptz, price=numeric,tags=jsonb,n=text");
    write(
        "a", said, Map.of("at", "2024-01-02T03:04:05+01:00", "price", "1.10", "tags", "x", "n", 1));
    assertEquals(
        "{at=timestamp with time zone, price=numeric, tags=jsonb, n=text}",
        ordered("at", "price", "tags", "n"));
    assertEquals(
        List.of(List.of("2024-01-02 02:04:05+00", "1.10", "\"x\"", "1")),
        values("at, price, tags, n"));
    FaultException e =
        assertThrows(
            FaultException.class, () -> write("b", said, Map.of("at", "x'); DROP TABLE t; --")));
    assertEquals(Fault.GOLD_REJECTED, e.fault());
    assertEquals(1, values("n").size());
  }

  @Test
  void whoseRecordWidensAColumnIsToldSo() throws SQLException {
    write("a", Map.of(), Map.of("n", 1, "m", 1));
    TrialRun run = TestRuns.run(project, "b", TestRuns.OLDER);
    SqlLake.sink(sql, Map.of("table", "t"))
        .write(List.of(Map.of("n", 2, "m", 1.5), Map.of("n", "x")), run);
    assertEquals(
        "Column m of %1$s was bigint and is double precision from now on, as record 1 of %2$s/b has there: 1.5. Column n of %1$s was bigint and is text from now on, as record 2 of %2$s/b has there: x."
            .formatted(table.shown(), run.object().key().container()),
        run.writes().get(0).note());
    TrialRun next = TestRuns.run(project, "c", TestRuns.OLDER);
    SqlLake.sink(sql, Map.of("table", "t")).write(List.of(Map.of("n", "y")), next);
    assertNull(next.writes().get(0).note());
  }

  @Test
  void aRouteThatDoesNotWidenHasItsRecordsRefused() throws SQLException {
    Map<String, String> park = Map.of("onTypeConflict", "park");
    write("a", park, Map.of("n", 1));
    FaultException e =
        assertThrows(
            FaultException.class, () -> write("b", park, Map.of("n", 2), Map.of("n", "x")));
    assertEquals(Fault.GOLD_REJECTED, e.fault());
    assertTrue(e.getMessage().startsWith("Record 2: Its value in column n "), e.getMessage());
    assertEquals("{n=bigint}", ordered("n"));
    assertEquals(List.of(List.of("1"), List.of("2")), values("n"));
  }

  @Test
  void theNewestOfEachStationIsFoundByItsVersion() throws SQLException {
    write("a", Map.of(), Map.of("station", "s", "n", 1));
    SqlLake.sink(sql, Map.of("table", "t"))
        .write(List.of(Map.of("station", "s", "n", 2)), TestRuns.run(project, "b", TestRuns.NEWER));
    assertEquals(
        List.of(List.of("2")),
        SqlLake.ask(
            sql,
            "SELECT DISTINCT ON (station) n FROM %s ORDER BY station, sluice_version DESC"
                .formatted(table.place())));
  }
}
