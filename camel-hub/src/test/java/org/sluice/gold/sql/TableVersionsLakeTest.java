package org.sluice.gold.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.gold.TestRuns;
import org.sluice.run.SupersededException;
import org.sluice.trial.TrialRun;

/** Of an object's versions its table holds the newest, and that whole. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = SqlLake.URL, matches = ".+")
class TableVersionsLakeTest extends TablesRig {
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
}
