package org.sluice.gold.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.sluice.gold.Sink;
import org.sluice.gold.TestRuns;
import org.sluice.run.SupersededException;
import org.sluice.trial.TrialRun;

/** Rows with a key of the route's own, kept against a real PostgreSQL. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = SqlLake.URL, matches = ".+")
class KeyedRowsLakeTest {
  private static SqlClient sql;
  private static Sink sink;
  private static RowRemover remover;
  private final String project = TestRuns.project();
  private final Table table = new Table(RowMapping.schema(project), "t");

  @BeforeAll
  static void connect() {
    sql = SqlLake.client();
    sink = SqlLake.sink(sql, Map.of("table", "t", "key", "k"));
    remover = new RowRemover(sql);
  }

  @AfterAll
  static void close() {
    sql.close();
  }

  @Test
  void ofRecordsWithOneKeyTheLastIsTheRow() throws SQLException {
    TrialRun run = run("a", TestRuns.OLDER);
    sink.write(List.of(record("x", 1), record("y", 2), record("x", 3)), run);
    sink.write(List.of(record("y", 4)), run);
    assertEquals(List.of("x 3 a", "y 4 a"), rows());
    sink.write(List.of(record("x", 1), record("y", 2)), run("a", TestRuns.OLDER));
    assertEquals(List.of("x 1 a", "y 2 a"), rows());
  }

  @Test
  void ofTwoObjectsThatWriteOneRowTheNewerStaysInWhateverOrder() throws SQLException {
    for (boolean newerFirst : List.of(true, false)) {
      SqlLake.execute(sql, "DROP TABLE IF EXISTS " + table.place());
      for (boolean newer : List.of(newerFirst, !newerFirst)) {
        TrialRun run = run(newer ? "b" : "a", newer ? TestRuns.NEWER : TestRuns.OLDER);
        sink.write(List.of(record("x", newer ? 2 : 1), record(newer ? "b" : "a", 0)), run);
        assertEquals(2, run.writes().get(0).records());
      }
      assertEquals(List.of("a 0 a", "b 0 b", "x 2 b"), rows());
    }
  }

  @Test
  void ofTwoObjectsOfOneTimeItIsAlwaysTheSame() throws SQLException {
    Set<List<String>> seen = new java.util.HashSet<>();
    for (List<String> order : List.of(List.of("a", "b"), List.of("b", "a"))) {
      for (String name : order) {
        sink.write(List.of(record("x", name.charAt(0))), run(name, TestRuns.OLDER));
      }
      seen.add(rows());
    }
    assertEquals(1, seen.size(), seen.toString());
  }

  @Test
  void aNewerVersionLeavesNothingOfItsOlderOneAndAllOfOthers() throws SQLException {
    sink.write(
        List.of(record("x", 1), record("y", 1), record("z", 1)), run("a", "1795464363.00001"));
    sink.write(List.of(record("y", 2)), run("b", "1795464363.00002"));
    TrialRun newer = run("a", "1795464363.00003");
    sink.write(List.of(record("x", 3)), newer);
    remover.remove(TestRuns.stale(newer, Set.of("1795464363.00001"), 1));
    assertEquals(List.of("x 3 a", "y 2 b"), rows());
    remover.remove(TestRuns.deleted(newer, "1795464363.00004"));
    assertEquals(List.of("y 2 b"), rows());
  }

  @Test
  void anotherKeyOfTheRouteLeavesNothingOfTheFormer() throws SQLException {
    TrialRun former = run("a", TestRuns.OLDER);
    sink.write(List.of(record("x", 1), record("x", 2)), former);
    TrialRun run = run("a", TestRuns.OLDER);
    SqlLake.sink(sql, Map.of("table", "t", "key", "k, n"))
        .write(List.of(record("x", 1), record("x", 2)), run);
    assertTrue(!former.places().get(0).key().equals(run.places().get(0).key()));
    // As of a place that the run does not write to.
    remover.remove(TestRuns.stale(former, Set.of(TestRuns.OLDER), -1));
    assertEquals(List.of("x 1 a", "x 2 a"), rows());
  }

  @Test
  void anOlderVersionOfAnObjectIsToldThatItIsOvertaken() throws SQLException {
    sink.write(List.of(record("x", 1)), run("a", TestRuns.NEWER));
    assertThrows(
        SupersededException.class,
        () -> sink.write(List.of(record("x", 0), record("y", 0)), run("a", TestRuns.OLDER)));
    assertEquals(List.of("x 1 a"), rows());
  }

  @Test
  void manyObjectsThatWriteTheSameRowsAtOnceAllEndAndTheNewestStays() throws Exception {
    List<Callable<Boolean>> runs = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      TrialRun run = run("o" + (char) ('a' + i), "1795464363.000" + (10 + i));
      List<Map<String, Object>> records = new ArrayList<>();
      for (int k = 0; k < 40; k++) {
        records.add(record("k" + (10 + k), i));
      }
      if (i % 2 == 0) {
        Collections.reverse(records);
      }
      Sink hub = i % 3 == 0 ? sink : SqlLake.sink(sql, Map.of("table", "t", "key", "k"));
      runs.add(
          () -> {
            hub.write(records, run);
            return true;
          });
    }
    TestRuns.atOnce(runs);
    List<String> rows = rows();
    assertEquals(40, rows.size());
    assertTrue(rows.stream().allMatch(row -> row.endsWith(" 23 ox")), rows.toString());
  }

  @Test
  void aTableOfTheOtherKindIsRefusedAndLeftAlone() throws SQLException {
    Sink unkeyed = SqlLake.sink(sql, Map.of("table", "t"));
    sink.write(List.of(record("x", 1)), run("a", TestRuns.OLDER));
    assertEquals(Fault.SETTING_INVALID, fault(unkeyed));
    SqlLake.execute(sql, "DROP TABLE " + table.place());
    unkeyed.write(List.of(record("x", 1)), run("a", TestRuns.OLDER));
    assertEquals(Fault.SETTING_INVALID, fault(sink));
    assertEquals(1, rows().size());
  }

  @Test
  void aRecordWithoutTheKeyIsRefusedByItsNumber() throws SQLException {
    TrialRun run = run("a", TestRuns.OLDER).skipping();
    sink.write(List.of(record("x", 1), Map.of("n", 2), record("y", 3)), run);
    assertEquals(
        List.of("Record 2 has nothing under 'k', which is in its row's key."), run.rejects());
    assertEquals(List.of("x 1 a", "y 3 a"), rows());
  }

  private Fault fault(Sink wrong) {
    return assertThrows(
            FaultException.class,
            () -> wrong.write(List.of(record("y", 1)), run("b", TestRuns.OLDER)))
        .fault();
  }

  private static Map<String, Object> record(String key, int n) {
    return Map.of("k", key, "n", n);
  }

  private TrialRun run(String object, String version) {
    return TestRuns.run(project, object, version);
  }

  /** Key, value and object of each row. */
  private List<String> rows() throws SQLException {
    return SqlLake.ask(
            sql,
            "SELECT k, n, split_part(sluice_object, '/', 2) FROM %s ORDER BY 1, 2, 3"
                .formatted(table.place()))
        .stream()
        .map(row -> String.join(" ", row))
        .toList();
  }
}
