package org.sluice.gold.neo4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.sluice.batch.BatchWatch;
import org.sluice.batch.Limits;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldTable;
import org.sluice.gold.Sink;
import org.sluice.gold.TestRuns;
import org.sluice.run.SupersededException;
import org.sluice.trial.TrialRun;

/** What the sink for records promises, kept against a real Neo4j. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_NEO4J_URI", matches = ".+")
class RecordNodesLakeTest {
  private static final String RELATIONS = "AT=Place(place),HAS=Topic(topics)";

  private static Driver driver;
  private static GraphWriter writer;
  private static GraphRemover remover;
  private static Neo4jReader reader;
  private final String project = TestRuns.project();
  private final GraphRecordsSink sink = sink("Note", RELATIONS);

  @BeforeAll
  static void connect() {
    driver = GraphDatabase.driver(System.getenv("SLUICE_NEO4J_URI"), AuthTokens.none());
    writer = new Neo4jGraphWriter(driver, TestRuns.LIMITS, BatchWatch.NONE);
    remover = new GraphRemover(driver);
    reader = new Neo4jReader(driver);
  }

  @AfterAll
  static void close() {
    driver.close();
  }

  @Test
  void recordsAreReadBackByTheQueryOnRecord() {
    TrialRun run = run("a.json", TestRuns.OLDER);
    Map<String, Object> record = new LinkedHashMap<>(note("hall", "heat"));
    record.put("at", Instant.parse("2026-11-27T09:30:05Z"));
    record.put("exact", new BigDecimal("0.1234567890123456789"));
    record.put("inner", Map.of("a", Arrays.asList(1, null)));
    record.put("many", List.of(1, 2));
    record.put("none", null);
    sink.write(List.of(record), run);
    GoldTable table = reader.read(run.writes().get(0).query(), null);
    Map<?, ?> node = (Map<?, ?>) table.rows().get(0).get(0);
    assertEquals("2026-11-27T09:30:05Z", node.get("at"));
    assertEquals("0.1234567890123456789", node.get("exact"));
    assertEquals("{\"a\":[1,null]}", node.get("inner"));
    assertEquals(List.of(1L, 2L), node.get("many"));
    assertEquals(project + "/a.json", node.get("sluice_object"));
    assertFalse(node.containsKey("none"));
    assertEquals(1, run.writes().get(0).records());
  }

  @Test
  void writingTwiceChangesNothingAndTheDumpTellsAll() {
    List<String> first = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      TrialRun run = run("a.json", TestRuns.OLDER);
      sink.write(List.of(note("hall", "heat", "air"), note("yard", "air")), run);
      List<String> dumped = dump();
      assertEquals(2, dumped.size());
      first = first.isEmpty() ? dumped : first;
      assertEquals(first, dumped);
    }
    assertTrue(
        first.stream()
            .anyMatch(
                line ->
                    line.startsWith(
                        "neo4j \"Note\" {\"-points_to\":[\"AT Place hall\","
                            + "\"HAS Topic air\",\"HAS Topic heat\"]")),
        first.toString());
    RecordGraph[] told = new RecordGraph[1];
    new GraphRecordsSink(recorder(told), parameters("Note", RELATIONS))
        .write(
            List.of(note("hall", "heat", "air"), note("yard", "air")),
            run("a.json", TestRuns.OLDER));
    assertEquals(
        first,
        told[0].nodes().stream()
            .map(node -> RecordNodeDumper.line(told[0], node))
            .sorted()
            .toList());
  }

  @Test
  void ofOneObjectTheDumpTellsWhatTheProjectsDoes() {
    TrialRun run = run("a.json", TestRuns.OLDER);
    sink.write(List.of(note("hall", "heat", "air"), note("yard", "air")), run);
    sink.write(List.of(note("hall")), run("b.json", TestRuns.OLDER));
    List<String> of = dump().stream().filter(line -> line.contains(project + "/a.json")).toList();
    assertEquals(2, of.size());
    assertEquals(of, TestRuns.told(new RecordNodeDumper(driver), run));
    assertEquals(List.of(), TestRuns.told(new PictureDumper(driver), run));
  }

  @Test
  void anOlderVersionChangesNothingAlsoWhereItHasMoreRecords() {
    sink.write(List.of(note("hall")), run("a.json", TestRuns.NEWER));
    List<String> before = dump();
    TrialRun late = run("a.json", TestRuns.OLDER);
    assertThrows(
        SupersededException.class,
        () -> sink.write(List.of(note("yard"), note("roof", "rain")), late));
    assertEquals(List.of(), late.writes());
    assertEquals(before, dump());
  }

  @Test
  void aNewerVersionReplacesWhatTheOlderSaidAndSharedNodesThatNobodyPointsToGo() {
    sink.write(List.of(note("hall", "heat"), note("yard", "rain")), run("a.json", TestRuns.OLDER));
    sink.write(List.of(note("yard", "mud")), run("b.json", TestRuns.OLDER));
    TrialRun newer = run("a.json", TestRuns.NEWER);
    sink.write(List.of(note("roof", "heat")), newer);
    assertEquals(1, remover.remove(TestRuns.stale(newer, Set.of(TestRuns.OLDER), 1)));
    assertEquals(0, remover.remove(TestRuns.stale(newer, Set.of(TestRuns.OLDER), 1)));
    assertEquals(List.of("heat", "mud", "roof", "yard"), shared());
    assertEquals(2, dump().size());
  }

  @Test
  void aDeletedObjectTakesItsOwnSharedNodesWithItAndNoOthers() {
    TrialRun gone = run("a.json", TestRuns.OLDER);
    sink.write(List.of(note("hall", "heat"), note("hall", "air")), gone);
    sink.write(List.of(note("hall", "air")), run("b.json", TestRuns.OLDER));
    assertEquals(2, remover.remove(TestRuns.deleted(gone, TestRuns.NEWER)));
    assertEquals(0, remover.remove(TestRuns.deleted(gone, TestRuns.NEWER)));
    assertEquals(List.of("air", "hall"), shared());
  }

  @Test
  void twoRoutesMayMakeNodesOfOneObject() {
    sink.write(List.of(note("hall")), run("a.json", TestRuns.OLDER));
    sink.write(List.of(note("hall")), TestRuns.run(project, "a.json", TestRuns.OLDER, "another"));
    sink("Other", "").write(List.of(note("hall")), run("a.json", TestRuns.OLDER));
    assertEquals(3, dump().size());
  }

  @Test
  void aNodeIsSharedWithinItsProjectOnly() {
    sink.write(List.of(note("hall")), run("a.json", TestRuns.OLDER));
    TrialRun other = TestRuns.run(TestRuns.project(), "a.json", TestRuns.OLDER);
    sink.write(List.of(note("hall")), other);
    remover.remove(TestRuns.deleted(other, TestRuns.NEWER));
    assertEquals(List.of("hall"), shared());
  }

  @Test
  void aRecordThatCannotBeANodeIsNamed() {
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("", 1),
            Map.of("sluice_key", 1),
            Map.of("n", Double.NaN),
            Map.of("text", "\ud800"),
            Map.of("place", Map.of("a", 1)))) {
      FaultException e =
          assertThrows(
              FaultException.class,
              () -> sink.write(List.of(note("hall"), wrong), run("a.json", TestRuns.OLDER)));
      assertEquals(Fault.RECORD_INVALID, e.fault());
      assertTrue(e.getMessage().startsWith("Record 2 has "), e.getMessage());
    }
    assertEquals(List.of(), dump());
  }

  @Test
  void hostileValuesStayValues() {
    String hostile = "'}) DETACH DELETE n //\n\"`";
    sink.write(List.of(Map.of(hostile, hostile, "place", hostile)), run("a.json", TestRuns.OLDER));
    assertEquals(List.of(hostile.strip()), shared());
    assertEquals(1, dump().size());
  }

  @Test
  void manyRunsThatShareNodesWriteAtOnce() throws Exception {
    GraphWriter small = new Neo4jGraphWriter(driver, Limits.of(7, 1 << 20), BatchWatch.NONE);
    GraphRecordsSink one = new GraphRecordsSink(small, parameters("Note", RELATIONS));
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String name = "o" + i;
      work.add(
          () -> {
            one.write(
                IntStream.range(0, 5).<Object>mapToObj(n -> note("p" + n % 3, "t" + n)).toList(),
                run(name, TestRuns.OLDER));
            return null;
          });
    }
    TestRuns.atOnce(work);
    assertEquals(60, dump().size());
    assertEquals(List.of("p0", "p1", "p2", "t0", "t1", "t2", "t3", "t4"), shared());
  }

  private TrialRun run(String object, String version) {
    return TestRuns.run(project, object, version);
  }

  private static Map<String, Object> note(String place, String... topics) {
    return Map.of("place", place, "topics", List.of(topics));
  }

  private static GraphRecordsSink sink(String node, String relations) {
    return new GraphRecordsSink(writer, parameters(node, relations));
  }

  private static Sink.Parameter parameters(String node, String relations) {
    return (name, otherwise) -> name.equals("node") ? node : relations;
  }

  private static GraphWriter recorder(RecordGraph[] told) {
    return new GraphWriter() {
      @Override
      public boolean write(PictureGraph picture) {
        return true;
      }

      @Override
      public boolean write(RecordGraph graph) {
        told[0] = graph;
        return true;
      }
    };
  }

  private List<String> dump() {
    List<String> lines = new ArrayList<>();
    new RecordNodeDumper(driver).dump(project, false, lines::add);
    return lines.stream().sorted().toList();
  }

  private List<String> shared() {
    return reader
        .read(
            "MATCH (s:SluiceShared {sluice_project: '%s'}) RETURN s.name ORDER BY s.name"
                .formatted(project),
            null)
        .rows()
        .stream()
        .map(row -> String.valueOf(row.get(0)))
        .toList();
  }
}
