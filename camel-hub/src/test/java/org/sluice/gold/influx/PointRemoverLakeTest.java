package org.sluice.gold.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBFactory;
import org.influxdb.dto.Query;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.batch.BatchWatch;
import org.sluice.event.Reading;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.TestRuns;
import org.sluice.run.GoldRemover;
import org.sluice.trial.TrialRun;

/** Points of older versions are taken out, and nobody else's, kept against a real InfluxDB. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_INFLUX_URL", matches = ".+")
class PointRemoverLakeTest {
  private static final Instant TIME = Instant.parse("2019-06-12T00:00:18.388374123Z");
  private static final int MOST = 10;

  private static CamelContext context;
  private static InfluxDB influx;
  private static InfluxSink sink;
  private static PointRemover remover;
  private static InfluxReader reader;
  private final String project = TestRuns.project();

  @BeforeAll
  static void connect() {
    context = new DefaultCamelContext();
    influx = InfluxDBFactory.connect(System.getenv("SLUICE_INFLUX_URL"));
    context.getRegistry().bind(InfluxPointWriter.CLIENT, influx);
    context.start();
    PointLocks locks = new PointLocks(Cuts.NONE);
    sink =
        new InfluxSink(
            new InfluxPointWriter(context, influx, locks, TestRuns.LIMITS, BatchWatch.NONE));
    remover = new PointRemover(influx, locks, MOST);
    reader = new InfluxReader(influx);
  }

  @AfterAll
  static void close() {
    context.stop();
    influx.close();
  }

  @Test
  void theRangeThatIsNamedIsThatOfTheReadings() {
    TrialRun run = write("a.json", TestRuns.OLDER, at(5, "1"), at(2, "1"), at(9, "2"));
    assertEquals(nanos(2), run.places().get(0).from());
    assertEquals(nanos(9), run.places().get(0).to());
  }

  @Test
  void aDeletedObjectsPointsGoAndOthersInItsRangeStay() {
    TrialRun gone = write("a.json", TestRuns.OLDER, at(1, "1"), at(3, "1"), at(5, "1"));
    write("b.json", TestRuns.OLDER, at(2, "1"), at(6, "1"), at(3, "2"));
    remover.remove(TestRuns.deleted(gone, TestRuns.NEWER));
    remover.remove(TestRuns.deleted(gone, TestRuns.NEWER));
    assertEquals(List.of("b.json", "b.json", "b.json"), objects());
  }

  @Test
  void sensorsThatTakeTurnsNeedAStatementASeriesNotAPoint() {
    List<Reading> a = new ArrayList<>();
    List<Reading> b = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      (i % 2 == 0 ? a : b).add(at(i, i % 2 == 0 ? "1" : "2"));
    }
    TrialRun gone = write("a.json", TestRuns.OLDER, a.toArray(Reading[]::new));
    write("b.json", TestRuns.OLDER, b.toArray(Reading[]::new));
    remover.remove(TestRuns.deleted(gone, TestRuns.NEWER));
    assertEquals(100, objects().size());
    assertTrue(objects().stream().allMatch("b.json"::equals));
  }

  @Test
  void manySeriesOfOneTimeNeedOneStatement() {
    List<Reading> a = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      a.add(at(i / 10, "s" + i));
    }
    TrialRun gone = write("a.json", TestRuns.OLDER, a.toArray(Reading[]::new));
    write("b.json", TestRuns.OLDER, at(100, "s1"));
    remover.remove(TestRuns.deleted(gone, TestRuns.NEWER));
    assertEquals(List.of("b.json"), objects());
  }

  @Test
  void aPointWithoutATagIsASeriesOfItsOwn() {
    Reading bare = new Reading("m", TIME, new TreeMap<>(), new TreeMap<>(Map.of("value", 1.0)));
    TrialRun gone = write("a.json", TestRuns.OLDER, bare, at(2, "1"));
    write("b.json", TestRuns.OLDER, at(0, "1"), at(1, "2"));
    remover.remove(TestRuns.deleted(gone, TestRuns.NEWER));
    assertEquals(List.of("b.json", "b.json"), objects());
  }

  @Test
  void aPointThatAnotherWroteOverIsTheOthers() {
    TrialRun gone = write("a.json", TestRuns.OLDER, at(1, "1"), at(2, "1"));
    write("b.json", TestRuns.OLDER, at(2, "1"));
    remover.remove(TestRuns.deleted(gone, TestRuns.NEWER));
    assertEquals(List.of("b.json"), objects());
  }

  @Test
  void anOtherToolsPointsAreNobodysToTake() {
    TrialRun gone = write("a.json", TestRuns.OLDER, at(1, "1"), at(3, "1"));
    influx.write(project, "autogen", InfluxDB.ConsistencyLevel.ONE, "m,room=1 value=7 " + nanos(2));
    remover.remove(TestRuns.deleted(gone, TestRuns.NEWER));
    assertEquals(1, reader.read("SELECT value FROM m", project).rows().size());
  }

  @Test
  void anotherRoutesPointsAndAnotherVersionsStay() {
    TrialRun run = write("a.json", TestRuns.OLDER, at(1, "1"));
    TrialRun other = TestRuns.run(project, "a.json", TestRuns.OLDER, "another");
    sink.write(new ArrayList<>(List.of(at(2, "1"))), other);
    write("a.json", TestRuns.NEWER, at(3, "1"));
    remover.remove(TestRuns.deleted(run, "1799999999.00000"));
    assertEquals(2, objects().size());
  }

  @Test
  void whatWouldTakeTooManyStatementsIsParkedAndNothingIsDone() {
    List<Reading> a = new ArrayList<>();
    List<Reading> b = new ArrayList<>();
    for (int i = 0; i < 2 * MOST + 4; i++) {
      (i % 2 == 0 ? a : b).add(at(i, "1"));
    }
    TrialRun gone = write("a.json", TestRuns.OLDER, a.toArray(Reading[]::new));
    write("b.json", TestRuns.OLDER, b.toArray(Reading[]::new));
    FaultException e =
        assertThrows(
            FaultException.class, () -> remover.remove(TestRuns.deleted(gone, TestRuns.NEWER)));
    assertEquals(Fault.GOLD_SCATTERED, e.fault());
    assertTrue(e.getMessage().contains("needs 12 statements; 10 are permitted"), e.getMessage());
    assertEquals(2 * MOST + 4, objects().size());
  }

  @Test
  void hostileNamesAreFoundAgain() {
    String name = "a'b \"c\"\\d é.json";
    TreeMap<String, String> tags = new TreeMap<>(Map.of("t\"'a g", "v'\" \\x é"));
    Reading reading = new Reading("m '\"é", TIME, tags, new TreeMap<>(Map.of("value", 1.0)));
    TrialRun gone = TestRuns.run(project, name, TestRuns.OLDER);
    sink.write(new ArrayList<>(List.of(reading)), gone);
    Reading others = new Reading("m '\"é", TIME, new TreeMap<>(), new TreeMap<>(Map.of("v", 1.0)));
    sink.write(new ArrayList<>(List.of(others)), TestRuns.run(project, "b", TestRuns.OLDER));
    remover.remove(TestRuns.deleted(gone, TestRuns.NEWER));
    assertEquals(1, reader.read("SELECT * FROM \"m '\\\"é\"", project).rows().size());
  }

  @Test
  void aDatabaseThatIsGoneHoldsNothingToRemove() {
    TrialRun gone = write("a.json", TestRuns.OLDER, at(1, "1"));
    influx.query(new Query("DROP DATABASE \"" + project + "\""));
    remover.remove(TestRuns.deleted(gone, TestRuns.NEWER));
  }

  @Test
  void writersOfTheSameTimesLoseNothingToARemoval() throws Exception {
    List<TrialRun> gone = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      gone.add(write("gone" + i, TestRuns.OLDER, at(10 * i, "1"), at(10 * i + 9, "1")));
    }
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int n = i;
      work.add(
          () -> {
            remover.remove(TestRuns.deleted(gone.get(n), TestRuns.NEWER));
            return true;
          });
      for (int k = 1; k < 9; k++) {
        int at = 10 * i + k;
        work.add(
            () -> {
              write("stays" + at, TestRuns.OLDER, at(at, "1"));
              return true;
            });
      }
    }
    TestRuns.atOnce(work);
    assertEquals(64, objects().size());
    assertTrue(objects().stream().allMatch(object -> object.startsWith("stays")));
  }

  @Test
  void aDatabaseThatIsDownIsWaitedFor() {
    TrialRun run = write("a.json", TestRuns.OLDER, at(1, "1"));
    PointRemover down =
        new PointRemover(
            InfluxDBFactory.connect("http://127.0.0.1:1"), new PointLocks(Cuts.NONE), MOST);
    GoldRemover.Stale stale = TestRuns.stale(run, Set.of("1"), -1);
    FaultException e = assertThrows(FaultException.class, () -> down.remove(stale));
    assertEquals(Fault.GOLD_UNREACHABLE, e.fault());
  }

  private TrialRun write(String object, String version, Reading... readings) {
    TrialRun run = TestRuns.run(project, object, version);
    sink.write(new ArrayList<>(List.of(readings)), run);
    return run;
  }

  private static Reading at(int second, String room) {
    return new Reading(
        "m",
        TIME.plusSeconds(second),
        new TreeMap<>(Map.of("room", room)),
        new TreeMap<>(Map.of("value", (double) second)));
  }

  private static long nanos(int second) {
    Instant time = TIME.plusSeconds(second);
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }

  private List<String> objects() {
    return reader.read("SELECT sluice_object FROM m", project).rows().stream()
        .map(row -> String.valueOf(row.get(1)).substring(project.length() + 1))
        .sorted()
        .toList();
  }
}
