package org.sluice.gold.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.gold.TestRuns;
import org.sluice.run.SupersededException;
import org.sluice.trial.TrialRun;

/** Of an object's versions gold holds the newest one's documents, and no other. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class DocumentVersionsLakeTest extends MongoRig {
  @Test
  void writingTwiceChangesNothing() {
    sink.write(records(3), TestRuns.run(project, "a.json", TestRuns.OLDER));
    List<Document> once = all();
    sink.write(records(3), TestRuns.run(project, "a.json", TestRuns.OLDER));
    assertEquals(once, all());
  }

  @Test
  void anOlderVersionChangesNothing() {
    sink.write(records(2), TestRuns.run(project, "a.json", TestRuns.NEWER));
    List<Document> newer = all();
    TrialRun late = TestRuns.run(project, "a.json", TestRuns.OLDER);
    assertThrows(SupersededException.class, () -> sink.write(records(5), late));
    assertEquals(newer, all());
    assertEquals(List.of(), late.writes());
  }

  @Test
  void aRaceWithANewerVersionIsLostToIt() {
    sink.write(records(2), TestRuns.run(project, "a.json", TestRuns.NEWER));
    // the upsert itself, past the look before it
    mongo
        .getDatabase("gold_" + project)
        .getCollection("documents")
        .updateMany(new Document(), new Document("$set", new Document("_sluice.version", "9")));
    assertThrows(
        SupersededException.class,
        () -> sink.write(records(1), TestRuns.run(project, "a.json", TestRuns.NEWER)));
  }

  @Test
  void aShorterNewVersionLeavesNothingOfTheOld() {
    sink.write(records(2500), TestRuns.run(project, "a.json", TestRuns.OLDER));
    sink.write(records(1), TestRuns.run(project, "b.json", TestRuns.OLDER));
    TrialRun newer = TestRuns.run(project, "a.json", TestRuns.NEWER);
    sink.write(records(2), newer);
    assertEquals(2498, remover.remove(TestRuns.stale(newer, Set.of(TestRuns.OLDER), 2)));
    assertEquals(0, remover.remove(TestRuns.stale(newer, Set.of(TestRuns.OLDER), 2)));
    assertEquals(3, all().size());
  }

  @Test
  void aRepeatWithFewerRecordsLeavesNoneOfTheOthers() {
    sink.write(records(5), TestRuns.run(project, "a.json", TestRuns.NEWER));
    TrialRun again = TestRuns.run(project, "a.json", TestRuns.NEWER);
    sink.write(records(3), again);
    remover.remove(TestRuns.stale(again, Set.of(TestRuns.NEWER), 3));
    assertEquals(3, all().size());
  }

  @Test
  void whatIsRemovedIsThatObjectsAndThatRoutesOnly() {
    for (String name : List.of("a.json", "b.json")) {
      sink.write(records(3), TestRuns.run(project, name, TestRuns.OLDER));
    }
    TrialRun other = TestRuns.run(project, "a.json", TestRuns.OLDER, "another");
    sink.write(records(3), other);
    TrialRun run = TestRuns.run(project, "a.json", TestRuns.OLDER);
    sink.write(records(3), run);
    assertEquals(9, all().size());
    assertEquals(3, remover.remove(TestRuns.deleted(run, TestRuns.NEWER)));
    assertEquals(6, all().size());
    assertTrue(
        all().stream()
            .map(document -> (Document) document.get("_sluice"))
            .noneMatch(
                from -> from.get("object").equals("a.json") && from.get("route").equals("tried")));
  }

  @Test
  void aRemovalThatComesLateLeavesWhatIsNewer() {
    TrialRun run = TestRuns.run(project, "a.json", TestRuns.NEWER);
    sink.write(records(3), run);
    assertEquals(0, remover.remove(TestRuns.deleted(run, TestRuns.OLDER)));
    assertEquals(3, all().size());
  }
}
