package org.sluice.gold.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldTable;
import org.sluice.gold.Sink;
import org.sluice.gold.TestRuns;
import org.sluice.run.GoldWrite;
import org.sluice.run.SupersededException;
import org.sluice.trial.TrialRun;

/** What the sink for tables promises, kept against a real PostgreSQL. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = SqlLake.URL, matches = ".+")
class TablesLakeTest {
  private static SqlClient sql;
  private static Sink sink;
  private static RowRemover remover;
  private final String project = TestRuns.project();
  private final Table table = new Table(RowMapping.schema(project), "t");

  @BeforeAll
  static void connect() {
    sql = SqlLake.client();
    sink = SqlLake.sink(sql, Map.of("table", "t"));
    remover = new RowRemover(sql);
  }

  @AfterAll
  static void close() {
    sql.close();
  }

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
  void writingTwiceChangesNothing() throws SQLException {
    sink.write(records(3), TestRuns.run(project, "a.json", TestRuns.OLDER));
    List<List<String>> once = all();
    sink.write(records(3), TestRuns.run(project, "a.json", TestRuns.OLDER));
    assertEquals(once, all());
  }

  @Test
  void anOlderVersionChangesNothing() throws SQLException {
    sink.write(records(2), TestRuns.run(project, "a.json", TestRuns.NEWER));
    List<List<String>> newer = all();
    TrialRun late = TestRuns.run(project, "a.json", TestRuns.OLDER);
    assertThrows(SupersededException.class, () -> sink.write(records(5), late));
    assertEquals(newer, all());
    assertEquals(List.of(), late.writes());
  }

  @Test
  void aRaceWithANewerVersionIsLostToItAsAWhole() throws SQLException {
    sink.write(records(3), TestRuns.run(project, "a.json", TestRuns.OLDER));
    // The upsert itself, past the look at the first row before it.
    SqlLake.execute(
        sql, "UPDATE " + table.place() + " SET sluice_version = '9' WHERE sluice_position = 1");
    List<List<String>> before = all();
    TrialRun late = TestRuns.run(project, "a.json", TestRuns.NEWER);
    assertThrows(
        SupersededException.class, () -> sink.write(List.of(Map.of("n", 7), Map.of("n", 8)), late));
    assertEquals(before, all());
  }

  @Test
  void aNewerVersionLeavesNoValueOfTheOlderOneInItsRows() throws SQLException {
    sink.write(
        List.of(Map.of("n", 1, "other", "x")), TestRuns.run(project, "a.json", TestRuns.OLDER));
    sink.write(List.of(Map.of("n", 2)), TestRuns.run(project, "a.json", TestRuns.NEWER));
    assertEquals(
        Collections.singletonList(java.util.Arrays.asList("2", null)),
        SqlLake.ask(sql, "SELECT n, other FROM " + table.place()));
  }

  @Test
  void aShorterNewVersionLeavesNothingOfTheOld() throws SQLException {
    sink.write(records(2500), TestRuns.run(project, "a.json", TestRuns.OLDER));
    sink.write(records(1), TestRuns.run(project, "b.json", TestRuns.OLDER));
    TrialRun newer = TestRuns.run(project, "a.json", TestRuns.NEWER);
    sink.write(records(2), newer);
    assertEquals(2498, remover.remove(TestRuns.stale(newer, Set.of(TestRuns.OLDER), 2)));
    assertEquals(0, remover.remove(TestRuns.stale(newer, Set.of(TestRuns.OLDER), 2)));
    assertEquals(3, all().size());
  }

  @Test
  void aRepeatWithFewerRecordsLeavesNoneOfTheOthers() throws SQLException {
    sink.write(records(5), TestRuns.run(project, "a.json", TestRuns.NEWER));
    TrialRun again = TestRuns.run(project, "a.json", TestRuns.NEWER);
    sink.write(records(3), again);
    remover.remove(TestRuns.stale(again, Set.of(TestRuns.NEWER), 3));
    assertEquals(3, all().size());
  }

  @Test
  void whatIsRemovedIsThatObjectsAndThatRoutesOnly() throws SQLException {
    for (String name : List.of("a.json", "b.json")) {
      sink.write(records(3), TestRuns.run(project, name, TestRuns.OLDER));
    }
    TrialRun other = TestRuns.run(project, "a.json", TestRuns.OLDER, "another");
    sink.write(records(3), other);
    TrialRun run = TestRuns.run(project, "a.json", TestRuns.OLDER);
    sink.write(records(3), run);
    assertEquals(9, all().size());
    assertEquals(3, remover.remove(TestRuns.deleted(run, TestRuns.NEWER)));
    assertEquals(
        List.of(List.of(project + "/a.json", "another"), List.of(project + "/b.json", "tried")),
        SqlLake.ask(
            sql,
            "SELECT DISTINCT sluice_object, sluice_route FROM " + table.place() + " ORDER BY 1"));
  }

  @Test
  void aRemovalThatComesLateLeavesWhatIsNewerAndOneOfNoTableIsDone() throws SQLException {
    TrialRun run = TestRuns.run(project, "a.json", TestRuns.NEWER);
    sink.write(records(3), run);
    assertEquals(0, remover.remove(TestRuns.deleted(run, TestRuns.OLDER)));
    assertEquals(3, all().size());
    SqlLake.execute(sql, "DROP TABLE " + table.place());
    assertEquals(0, remover.remove(TestRuns.deleted(run, TestRuns.NEWER)));
    SqlLake.execute(sql, "DROP SCHEMA " + Sql.name(table.schema()));
    assertEquals(0, remover.remove(TestRuns.deleted(run, TestRuns.NEWER)));
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
  void ofManyRunsInOneBatchOnlyTheOvertakenAreTold() throws Exception {
    sink.write(records(1), TestRuns.run(project, "o3", TestRuns.NEWER));
    List<Callable<Boolean>> runs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String name = "o" + i;
      runs.add(
          () -> {
            try {
              sink.write(records(5), TestRuns.run(project, name, TestRuns.OLDER));
              return true;
            } catch (SupersededException e) {
              return false;
            }
          });
    }
    List<Boolean> answers = TestRuns.atOnce(runs);
    assertEquals(3, answers.indexOf(false));
    assertEquals(3, answers.lastIndexOf(false));
    assertEquals(9 * 5 + 1, all().size());
  }

  @Test
  void twoVersionsOfAnObjectAtOnceLeaveTheNewer() throws Exception {
    for (int round = 0; round < 10; round++) {
      String name = "o" + round;
      List<Callable<Boolean>> runs = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        boolean newer = i % 2 == 0;
        // Hubs of their own: another gatherer each, other transactions.
        Sink own = SqlLake.sink(sql, Map.of("table", "t"));
        runs.add(
            () -> {
              try {
                own.write(
                    newer ? records(5) : records(50).subList(40, 50),
                    TestRuns.run(project, name, newer ? TestRuns.NEWER : TestRuns.OLDER));
                return true;
              } catch (SupersededException e) {
                return false;
              }
            });
      }
      TestRuns.atOnce(runs);
      TrialRun newest = TestRuns.run(project, name, TestRuns.NEWER);
      sink.write(records(5), newest);
      remover.remove(TestRuns.stale(newest, Set.of(TestRuns.OLDER), 5));
      assertEquals(
          List.of("0", "1", "2", "3", "4"),
          SqlLake.ask(
                  sql,
                  "SELECT n FROM %s WHERE sluice_object = '%s/%s' ORDER BY sluice_position"
                      .formatted(table.place(), project, name))
              .stream()
              .map(row -> row.get(0))
              .toList());
    }
  }

  @Test
  void manyRunsOfOneObjectInOneBatchLeaveTheNewest() throws Exception {
    List<Callable<Boolean>> runs = new ArrayList<>();
    List<Integer> failed = Collections.synchronizedList(new ArrayList<>());
    List<Integer> written = Collections.synchronizedList(new ArrayList<>());
    Sink watched =
        SqlLake.sink(
            sql,
            Map.of("table", "t"),
            (records, nanos, well) -> (well ? written : failed).add(records));
    for (int i = 0; i < 40; i++) {
      boolean newer = i % 2 == 0;
      runs.add(
          () -> {
            try {
              watched.write(
                  List.of(Map.of("n", newer ? 1 : 2), Map.of("n", newer ? 1 : 2)),
                  TestRuns.run(project, "a", newer ? TestRuns.NEWER : TestRuns.OLDER));
              return newer;
            } catch (SupersededException e) {
              return !newer;
            }
          });
    }
    List<Boolean> answers = TestRuns.atOnce(runs);
    assertEquals(List.of("1", "1"), numbers());
    assertEquals(List.of(), failed);
    assertTrue(Collections.max(written) > 2, "no batch held more than one run: " + written);
    for (int i = 0; i < answers.size(); i += 2) {
      assertTrue(answers.get(i), "a run of the newest version was told that it is overtaken");
    }
  }

  @Test
  void aLaterPartOfAnOlderVersionIsNotPutBehindAShorterNewerOne() throws SQLException {
    TrialRun older = TestRuns.run(project, "a.json", TestRuns.OLDER);
    older.handsOver(10, true);
    sink.write(records(10), older);
    older.nextPass();
    sink.write(records(2), TestRuns.run(project, "a.json", TestRuns.NEWER));
    assertThrows(SupersededException.class, () -> sink.write(records(10), older));
    assertEquals(10, all().size());
  }

  @Test
  void aLargeObjectsPartsAreOneObjectsRows() throws SQLException {
    sink.write(records(50), TestRuns.run(project, "a.json", TestRuns.OLDER));
    TrialRun run = TestRuns.run(project, "a.json", TestRuns.NEWER);
    for (int part = 0; part < 3; part++) {
      run.handsOver(10, part < 2);
      sink.write(records(10), run);
      run.nextPass();
    }
    remover.remove(TestRuns.stale(run, Set.of(TestRuns.OLDER), 30));
    assertEquals(30, all().size());
    assertEquals(1, run.writes().size());
    assertEquals(30, run.writes().get(0).records());
  }

  @Test
  void partsOfWhichABlockMadeMoreOrFewerRecordsDoNotOverwriteEachOther() throws SQLException {
    TrialRun run = TestRuns.run(project, "a.json", TestRuns.NEWER);
    for (int part = 0; part < 3; part++) {
      run.handsOver(2, part < 2);
      sink.write(records(part == 1 ? 1 : 5), run);
      run.nextPass();
    }
    remover.remove(TestRuns.stale(run, Set.of(TestRuns.NEWER), run.writes().get(0).records()));
    assertEquals(11, all().size());
  }

  @Test
  void manyHubsThatMakeTheSameTableAtOnceAllWrite() throws Exception {
    List<Callable<Boolean>> hubs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String name = "o" + i;
      // Every hub needs a column that no other does, and one that all need wider.
      Map<String, Object> record = Map.of("n", i, "c" + i, i, "w", i % 2 == 0 ? i : "text " + i);
      Sink hub = SqlLake.sink(sql, Map.of("table", "t"));
      hubs.add(
          () -> {
            hub.write(List.of(record), TestRuns.run(project, name, TestRuns.OLDER));
            return true;
          });
    }
    assertFalse(TestRuns.atOnce(hubs).contains(false));
    assertEquals(12, all().size());
    assertEquals(14, SqlLake.types(sql, table).size());
    assertEquals("text", SqlLake.types(sql, table).get("w"));
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

  private static List<Map<String, Object>> records(int count) {
    List<Map<String, Object>> records = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      records.add(Map.of("n", n));
    }
    return records;
  }

  private List<List<String>> all() throws SQLException {
    return SqlLake.ask(sql, "SELECT * FROM " + table.place() + " ORDER BY 1, 2");
  }

  private List<String> numbers() throws SQLException {
    return SqlLake.ask(sql, "SELECT n FROM " + table.place() + " ORDER BY sluice_position").stream()
        .map(row -> row.get(0))
        .toList();
  }
}
