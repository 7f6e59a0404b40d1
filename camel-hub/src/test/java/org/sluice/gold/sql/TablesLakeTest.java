package org.sluice.gold.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldTable;
import org.sluice.gold.Sink;
import org.sluice.gold.TestRuns;
import org.sluice.run.GoldWrite;
import org.sluice.trial.TrialRun;

/** What the sink for tables promises, kept against a real PostgreSQL. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = SqlLake.URL, matches = ".+")
class TablesLakeTest extends TablesRig {
  @Test
  void rowsAreReadBackByTheQueryOnRecord() throws SQLException {
    String name = "a'b \"c\" {d}.csv";
    TrialRun run = TestRuns.run(project, name, TestRuns.OLDER);
    sink.write(List.of(Map.of("n", 1), Map.of("n", 2.5)), run);
    assertEquals(2, run.writes().get(0).records());
    assertEquals("postgresql", run.writes().get(0).service());
    GoldTable answer = new SqlReader(sql).read(run.writes().get(0).query(), null);
    assertEquals(
        List.of(
            "sluice_key",
            "sluice_position",
            "sluice_object",
            "sluice_version",
            "sluice_route",
            "n"),
        answer.columns());
    assertEquals(
        List.of(0L, project + "/" + name, TestRuns.OLDER, "tried", 1.0),
        answer.rows().get(0).subList(1, 6));
    assertEquals(List.of("1", "2.5"), numbers());
  }

  @Test
  void aTableIsCalledLikeTheRouteWhereNothingElseIsSaid() throws SQLException {
    TrialRun run = TestRuns.run(project, "a.json", TestRuns.OLDER, "weather \"x\"; DROP");
    SqlLake.sink(sql, Map.of()).write(records(1), run);
    Table named = new Table(table.schema(), run.places().get(0).place());
    assertEquals("weather_x2022_x_x223b20_DROP", named.name());
    assertEquals(1, SqlLake.ask(sql, "SELECT n FROM " + named.place()).size());
  }

  @Test
  void whereTheSchemaHasItsTablesNoneIsMadeAndThoseThatAreThereAreWritten() throws SQLException {
    Sink few = SqlLake.sink(sql, Map.of("table", "{kind}", "maxTables", "2"));
    for (String name : List.of("a-2024.json", "b.json", "a-2025.json")) {
      few.write(records(1), TestRuns.run(project, name, TestRuns.OLDER));
    }
    FaultException e =
        assertThrows(
            FaultException.class,
            () -> few.write(records(1), TestRuns.run(project, "c.json", TestRuns.OLDER)));
    assertEquals(Fault.GOLD_REJECTED, e.fault());
    assertTrue(e.getMessage().contains("The table c is not there"), e.getMessage());
    few.write(records(1), TestRuns.run(project, "b-7777.json", TestRuns.OLDER));
    for (String kind : List.of("a", "b")) {
      Table of = new Table(table.schema(), kind);
      assertEquals(2, SqlLake.ask(sql, "SELECT n FROM " + of.place()).size());
    }
  }

  @Test
  void aRefusedRecordIsNamedAndTakesNoOtherWithIt() throws Exception {
    Sink typed = SqlLake.sink(sql, Map.of("table", "t", "types", "n=timestamptz"));
    List<Callable<String>> runs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String name = "o" + i;
      String value = i == 7 ? "no date" : "2024-02-03T04:05:06+02:00";
      runs.add(
          () -> {
            List<Map<String, Object>> records = new ArrayList<>();
            for (int n = 0; n < 30; n++) {
              records.add(Map.of("n", n == 12 ? value : "2024-01-01"));
            }
            try {
              typed.write(records, TestRuns.run(project, name, TestRuns.OLDER));
              return "";
            } catch (FaultException e) {
              return e.fault() + " " + e.getMessage();
            }
          });
    }
    List<String> answers = TestRuns.atOnce(runs);
    assertTrue(answers.get(7).startsWith("GOLD_REJECTED Record 13: "), answers.get(7));
    assertTrue(answers.get(7).contains("\"no date\""), answers.get(7));
    answers.remove(7);
    assertEquals(List.of(""), answers.stream().distinct().toList());
    assertEquals(20 * 30 - 1, all().size());
    assertEquals(
        19,
        SqlLake.ask(sql, "SELECT n FROM " + table.place() + " WHERE n = '2024-02-03T02:05:06Z'")
            .size());
  }

  @Test
  void aRunThatSkipsGoesOnWithoutARefusedRecordAndKeepsThePlacesOfTheOthers() throws SQLException {
    List<Map<String, Object>> records = records(6);
    records.set(1, Map.of("n", Double.NaN));
    records.set(3, Map.of("n", "nul\0"));
    records.set(4, Map.of("n", Map.of("deep", List.of("half \ud800"))));
    TrialRun run = TestRuns.run(project, "a.json", TestRuns.OLDER).skipping();
    sink.write(records, run);
    assertEquals(
        List.of(
            "Record 2 has a key 'n' that is NaN.",
            "Record 4 has NUL in the key 'n', which PostgreSQL does not take.",
            "Record 5 has half a surrogate pair in the key 'n'."),
        run.rejects());
    GoldWrite written = run.writes().get(0);
    assertEquals(List.of(3L, 3L), List.of(written.records(), written.refused()));
    remover.remove(
        TestRuns.stale(run, Set.of(TestRuns.OLDER), written.records() + written.refused()));
    assertEquals(
        List.of(List.of("0"), List.of("2"), List.of("5")),
        SqlLake.ask(sql, "SELECT sluice_position FROM " + table.place() + " ORDER BY 1"));
    TrialRun strict = TestRuns.run(project, "b.json", TestRuns.OLDER);
    FaultException e = assertThrows(FaultException.class, () -> sink.write(records, strict));
    assertEquals(Fault.RECORD_INVALID, e.fault());
  }

  @Test
  void aTableThatIsSomebodyElsesIsLeftAlone() throws SQLException {
    SqlLake.execute(sql, "CREATE SCHEMA " + Sql.name(table.schema()));
    SqlLake.execute(sql, "CREATE TABLE " + table.place() + " (n bigint)");
    FaultException e =
        assertThrows(
            FaultException.class,
            () -> sink.write(records(1), TestRuns.run(project, "a", TestRuns.OLDER)));
    assertEquals(Fault.SETTING_INVALID, e.fault());
    assertTrue(e.getMessage().contains("is none that Sluice made"), e.getMessage());
    assertEquals(List.of(), SqlLake.ask(sql, "SELECT n FROM " + table.place()));
  }

  @Test
  void faultsAreToldByTheirKind() {
    for (Map.Entry<String, Fault> one :
        Map.of(
                "jdbc:postgresql://127.0.0.1:1/gold",
                Fault.GOLD_UNREACHABLE,
                url() + "/none",
                Fault.SETTING_INVALID)
            .entrySet()) {
      try (SqlClient other = new SqlClient(one.getKey(), user()[0], user()[1])) {
        assertEquals(one.getValue(), fault(other));
        assertTrue(other.complaint().isPresent());
      }
    }
    try (SqlClient other = new SqlClient(url() + "/gold", user()[0], "wrong")) {
      assertEquals(Fault.ACCESS_DENIED, fault(other));
    }
    assertTrue(sql.complaint().isEmpty());
  }

  private static String url() {
    java.net.URI uri = java.net.URI.create(System.getenv(SqlLake.URL));
    return "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort();
  }

  private static String[] user() {
    return java.net.URI.create(System.getenv(SqlLake.URL)).getUserInfo().split(":", 2);
  }

  private Fault fault(SqlClient other) {
    return assertThrows(
            FaultException.class,
            () ->
                SqlLake.sink(other, Map.of("table", "t"))
                    .write(records(1), TestRuns.run(project, "a", TestRuns.OLDER)))
        .fault();
  }
}
