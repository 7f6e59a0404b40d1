package org.sluice.gold.neo4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;
import org.neo4j.driver.exceptions.ClientException;
import org.sluice.batch.BatchWatch;
import org.sluice.gold.RefusedException;
import org.sluice.gold.TestRuns;

/** What comes of records that a constraint of the users' own does not let in. */
class Neo4jRecordWriterTest {
  private static final RecordPattern PATTERN = RecordPattern.of("Plant", "");
  private static final String NODES = RecordCypher.nodes(PATTERN);

  private final Set<String> written = new TreeSet<>();
  private final Set<String> refused = new TreeSet<>();
  private int collisions;

  private final FakeGraph graph = new FakeGraph(this::answer);
  private final Neo4jRecordWriter writer =
      new Neo4jRecordWriter(graph.driver(), TestRuns.LIMITS, BatchWatch.NONE);

  private List<Record> answer(String statement, Map<String, Object> parameters) {
    if (!statement.equals(NODES)) {
      return List.of();
    }
    List<String> keys =
        ((List<?>) parameters.get("rows"))
            .stream().map(row -> (String) ((Map<?, ?>) row).get("key")).toList();
    if (collisions-- > 0 || keys.stream().anyMatch(refused::contains)) {
      throw new ClientException(
          "Neo.ClientError.Schema.ConstraintValidationFailed", "Node(1) already exists");
    }
    written.addAll(keys);
    return List.of(FakeGraph.row("written", keys.size()));
  }

  private void write(int records) {
    List<RecordGraph.Node> nodes = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      nodes.add(
          new RecordGraph.Node("mark", "mark" + i, i, TestRuns.OLDER, Map.of("n", i), List.of()));
    }
    writer.write(new RecordGraph("p", PATTERN, "mark", TestRuns.OLDER, nodes));
  }

  @Test
  void oneThatViolatesAConstraintTakesNoOtherWithIt() {
    refused.add("mark5");
    RefusedException e = assertThrows(RefusedException.class, () -> write(9));
    assertEquals(List.of(5), e.positions());
    assertTrue(e.getMessage().startsWith("Neo4j refused the records: "), e.getMessage());
    assertEquals(8, written.size());
  }

  @Test
  void twoThatMeetAtOneNodeAreTriedAgain() {
    collisions = 2;
    write(9);
    assertEquals(9, written.size());
    assertEquals(3, graph.asked.stream().filter(NODES::equals).count());
  }
}
