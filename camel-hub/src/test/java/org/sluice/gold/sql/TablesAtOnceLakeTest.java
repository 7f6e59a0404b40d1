package org.sluice.gold.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.gold.Sink;
import org.sluice.gold.TestRuns;
import org.sluice.run.SupersededException;
import org.sluice.trial.TrialRun;

/** Many runs that write to one table at once. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = SqlLake.URL, matches = ".+")
class TablesAtOnceLakeTest extends TablesRig {
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
}
