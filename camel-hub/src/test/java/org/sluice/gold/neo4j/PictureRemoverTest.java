package org.sluice.gold.neo4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.RefusedException;
import org.sluice.gold.TestRuns;
import org.sluice.trial.TrialRun;

/** When an older version's picture goes, with no Neo4j behind it. */
class PictureRemoverTest {
  private final FakeGraph graph =
      new FakeGraph(
          (statement, parameters) ->
              statement.equals(PictureCypher.REMOVED)
                  ? List.of(FakeGraph.row("gone", 1))
                  : List.of());
  private final PictureRemover remover = new PictureRemover(graph.driver());
  private final TrialRun run = TestRuns.run("p", "a.jpg", TestRuns.NEWER).skipping();

  @Test
  void aPictureWhoseNewerVersionWasRefusedGoes() {
    GraphWriter refusing =
        picture -> {
          throw new RefusedException(
              List.of(
                  new RefusedException.Refused(
                      0, new FaultException(Fault.GOLD_REJECTED, "Neo4j refused the picture"))),
              1);
        };
    new GraphSink(refusing).write(Map.of("width", 40), run);
    assertEquals(1, run.rejects().size());
    assertEquals(List.of(), run.writes());
    assertEquals(1, remover.remove(TestRuns.stale(run, Set.of(TestRuns.OLDER), 0)));
    assertTrue(graph.asked.contains(PictureCypher.REMOVED));
  }

  @Test
  void oneInWhoseSteadANewerStandsIsLeft() {
    new GraphSink(picture -> true).write(Map.of("width", 40), run);
    assertEquals(1, run.writes().size());
    assertEquals(0, remover.remove(TestRuns.stale(run, Set.of(TestRuns.OLDER), 1)));
    assertEquals(List.of(), graph.asked);
  }
}
