package org.sluice.gold.neo4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.sluice.batch.BatchWatch;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldTable;
import org.sluice.gold.TestRuns;
import org.sluice.run.GoldRemover;
import org.sluice.run.SupersededException;
import org.sluice.trial.TrialRun;

/** What the sink for pictures promises, kept against a real Neo4j. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_NEO4J_URI", matches = ".+")
class Neo4jLakeTest {
  private static final Map<String, Object> METADATA =
      Map.of("width", 40, "height", 30, "format", "JPEG", "latitude", 43.5625);

  private static Driver driver;
  private static GraphSink sink;
  private static PictureRemover remover;
  private static Neo4jReader reader;
  private final String project = TestRuns.project();

  @BeforeAll
  static void connect() {
    driver = GraphDatabase.driver(System.getenv("SLUICE_NEO4J_URI"), AuthTokens.none());
    sink = new GraphSink(new Neo4jGraphWriter(driver, TestRuns.LIMITS, BatchWatch.NONE));
    remover = new PictureRemover(driver);
    reader = new Neo4jReader(driver);
  }

  @AfterAll
  static void close() {
    driver.close();
  }

  @Test
  void aPictureIsReadBackByTheQueryOnRecord() {
    TrialRun run = run("a.jpg", TestRuns.OLDER, "bridge", List.of("river"));
    sink.write(METADATA, run);
    GoldTable table = reader.read(run.writes().get(0).query(), null);
    assertEquals(List.of("image", "objects"), table.columns());
    Map<?, ?> image = (Map<?, ?>) table.rows().get(0).get(0);
    assertEquals(40L, image.get("width"));
    assertEquals(43.5625, image.get("latitude"));
    assertEquals(project + "/a.jpg", image.get("object"));
    assertEquals(
        List.of("CONTAINS " + project + "river", "SUBJECT " + project + "bridge"),
        ((List<?>) table.rows().get(0).get(1)).stream().map(String::valueOf).sorted().toList());
  }

  @Test
  void writingTwiceChangesNothing() {
    for (int i = 0; i < 2; i++) {
      sink.write(METADATA, run("a.jpg", TestRuns.OLDER, "bridge", List.of("river", "river")));
    }
    assertEquals(List.of("bridge", "river"), objects());
    assertEquals(2L, one("MATCH (i:IMAGE {project: '%s'})-[r]->() RETURN count(r)"));
    assertEquals(1L, one("MATCH (i:IMAGE {project: '%s'}) RETURN count(i)"));
  }

  @Test
  void anOlderVersionChangesNothing() {
    sink.write(METADATA, run("a.jpg", TestRuns.NEWER, "bridge", null));
    TrialRun late = run("a.jpg", TestRuns.OLDER, "tower", null);
    assertThrows(SupersededException.class, () -> sink.write(Map.of("width", 1), late));
    assertEquals(List.of(), late.writes());
    assertEquals(List.of("bridge"), objects());
    assertEquals(40L, one("MATCH (i:IMAGE {project: '%s'}) RETURN i.width"));
  }

  @Test
  void aNewerVersionReplacesWhatTheOlderSaidAndOrphansGo() {
    sink.write(METADATA, run("a.jpg", TestRuns.OLDER, "bridge", List.of("river", "boat")));
    sink.write(METADATA, run("b.jpg", TestRuns.OLDER, "boat", null));
    sink.write(Map.of("width", 1, "height", 2), run("a.jpg", TestRuns.NEWER, "river", null));
    assertEquals(List.of("boat", "river"), objects());
    assertEquals(
        List.of("SUBJECT"),
        reader
            .read("MATCH (i {object: '" + project + "/a.jpg'})-[r]->() RETURN type(r)", null)
            .rows()
            .get(0));
    assertEquals(
        List.of(true),
        reader
            .read("MATCH (i {object: '" + project + "/a.jpg'}) RETURN i.latitude IS NULL", null)
            .rows()
            .get(0));
  }

  @Test
  void aRemovedPictureTakesItsOwnObjectsWithItAndNoOthers() {
    TrialRun gone = run("a.jpg", TestRuns.OLDER, "bridge", List.of("river"));
    sink.write(METADATA, gone);
    sink.write(METADATA, run("b.jpg", TestRuns.OLDER, "tower", List.of("river")));
    assertEquals(1, remover.remove(TestRuns.deleted(gone, TestRuns.NEWER)));
    assertEquals(0, remover.remove(TestRuns.deleted(gone, TestRuns.NEWER)));
    assertEquals(List.of("river", "tower"), objects());
    assertEquals(1L, one("MATCH (i:IMAGE {project: '%s'}) RETURN count(i)"));
  }

  @Test
  void aRemovalThatComesLateLeavesWhatIsNewer() {
    TrialRun run = run("a.jpg", TestRuns.NEWER, "bridge", null);
    sink.write(METADATA, run);
    GoldRemover.Stale late =
        new GoldRemover.Stale(
            run.object().key(),
            project,
            "tried",
            run.places().get(0),
            Set.of("1700000000.00000"),
            TestRuns.OLDER,
            -1);
    assertEquals(0, remover.remove(late));
    assertEquals(List.of("bridge"), objects());
  }

  @Test
  void removalsAndRunsThatMeetAtOneObjectLeaveNoOrphan() throws Exception {
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      TrialRun run = run(i + ".jpg", TestRuns.OLDER, "shared", List.of("x"));
      boolean stays = i % 2 == 0;
      work.add(
          () -> {
            sink.write(METADATA, run);
            if (!stays) {
              remover.remove(TestRuns.deleted(run, TestRuns.NEWER));
            }
            return stays;
          });
    }
    TestRuns.atOnce(work);
    assertEquals(15L, one("MATCH (i:IMAGE {project: '%s'})-[:SUBJECT]->(o) RETURN count(i)"));
    assertEquals(
        0L, one("MATCH (o:OBJECT) WHERE o.type STARTS WITH '%s' AND NOT (o)--() RETURN count(o)"));
  }

  @Test
  void aRefusedPictureTakesNoOtherWithIt() throws Exception {
    List<Callable<String>> runs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String name = i + ".jpg";
      // no property holds a map
      Object bad = i == 11 ? Map.of("a", 1) : (Object) 1;
      runs.add(
          () -> {
            try {
              sink.write(Map.of("width", bad), run(name, TestRuns.OLDER, "bridge", null));
              return "";
            } catch (FaultException e) {
              return e.fault() + " " + e.getMessage();
            }
          });
    }
    List<String> answers = TestRuns.atOnce(runs);
    assertTrue(answers.get(11).startsWith("GOLD_REJECTED Neo4j refused"), answers.get(11));
    answers.remove(11);
    assertEquals(List.of(""), answers.stream().distinct().toList());
    assertEquals(19L, one("MATCH (i:IMAGE {project: '%s'})-[:SUBJECT]->() RETURN count(i)"));
  }

  @Test
  void hostileNamesAreOnlyNames() {
    String hostile = "'}) DETACH DELETE (n) //\\ \" ` é数😀 \n $x {y}";
    TrialRun run = run(hostile, TestRuns.OLDER, hostile, List.of(hostile));
    sink.write(METADATA, run);
    Map<?, ?> image =
        (Map<?, ?>) reader.read(run.writes().get(0).query(), null).rows().get(0).get(0);
    assertEquals(hostile, image.get("original_name"));
    assertEquals("it's \\'", literal("it's \\'"));
  }

  @Test
  void runsThatMeetAtOneObjectAllArrive() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String name = (i % 8) + ".jpg";
        String version = "1795464%03d.00000".formatted(i);
        String main = "o" + (i % 3);
        all.add(
            threads.submit(
                () -> {
                  try {
                    sink.write(METADATA, run(name, version, main, List.of("o" + main, "x")));
                  } catch (SupersededException e) {
                    // a newer one was faster
                  }
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(8L, one("MATCH (i:IMAGE {project: '%s'}) RETURN count(i)"));
    assertEquals(8L, one("MATCH (:IMAGE {project: '%s'})-[r:SUBJECT]->() RETURN count(r)"));
    assertEquals(
        0L, one("MATCH (o:OBJECT) WHERE o.type STARTS WITH '%s' AND NOT (o)--() RETURN count(o)"));
  }

  @Test
  void aDatabaseThatIsDownIsWaitedFor() {
    try (Driver nobody = GraphDatabase.driver("bolt://127.0.0.1:1", AuthTokens.none())) {
      GraphSink down =
          new GraphSink(new Neo4jGraphWriter(nobody, TestRuns.LIMITS, BatchWatch.NONE));
      FaultException e =
          assertThrows(
              FaultException.class,
              () -> down.write(METADATA, run("a.jpg", TestRuns.OLDER, null, null)));
      assertEquals(Fault.GOLD_UNREACHABLE, e.fault());
    }
  }

  @Test
  void aReaderCannotWrite() {
    for (String query :
        List.of(
            "CREATE (n:TRIED) RETURN n",
            "MATCH (n) DETACH DELETE n",
            "CREATE INDEX x FOR (n:X) ON (n.y)",
            "CALL db.createLabel('X')",
            "MATCH (n",
            "")) {
      FaultException e = assertThrows(FaultException.class, () -> reader.read(query, null), query);
      assertEquals(Fault.QUERY_INVALID, e.fault(), query + ": " + e.getMessage());
    }
    GoldTable many = reader.read("UNWIND range(1, 10001) AS n RETURN n", null);
    assertEquals(10_000, many.rows().size());
    assertEquals(true, many.cut());
  }

  private TrialRun run(String name, String version, String main, List<String> secondary) {
    Map<String, Object> content = new HashMap<>();
    content.put("main_object", main == null ? null : project + main);
    content.put(
        "secondary_object",
        secondary == null ? null : secondary.stream().map(each -> project + each).toList());
    return TestRuns.run(project, name, version, Map.of("image_content", content));
  }

  private List<String> objects() {
    return reader
        .read(
            "MATCH (o:OBJECT) WHERE o.type STARTS WITH '"
                + project
                + "' RETURN o.type ORDER BY o.type",
            null)
        .rows()
        .stream()
        .map(row -> row.get(0).toString().substring(project.length()))
        .toList();
  }

  private Object one(String query) {
    return reader.read(query.formatted(project), null).rows().get(0).get(0);
  }

  private static Object literal(String swiftId) {
    String query = GraphSink.query(swiftId);
    String text = query.substring(query.indexOf('\''), query.indexOf("}) RETURN"));
    return reader.read("RETURN " + text + " AS text", null).rows().get(0).get(0);
  }
}
