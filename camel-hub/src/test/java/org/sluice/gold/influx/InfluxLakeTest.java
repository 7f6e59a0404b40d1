package org.sluice.gold.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.sluice.gold.GoldTable;
import org.sluice.gold.TestRuns;
import org.sluice.trial.TrialRun;

/** What the sink for points promises, kept against a real InfluxDB. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_INFLUX_URL", matches = ".+")
class InfluxLakeTest {
  private static final Instant TIME = Instant.parse("2019-06-12T00:00:18.388374Z");

  private static CamelContext context;
  private static InfluxDB influx;
  private static InfluxSink sink;
  private static InfluxReader reader;
  private final String project = TestRuns.project();

  @BeforeAll
  static void connect() {
    context = new DefaultCamelContext();
    influx = InfluxDBFactory.connect(System.getenv("SLUICE_INFLUX_URL"));
    context.getRegistry().bind(InfluxPointWriter.CLIENT, influx);
    context.start();
    sink =
        new InfluxSink(
            new InfluxPointWriter(
                context, influx, new PointLocks(Cuts.NONE), TestRuns.LIMITS, BatchWatch.NONE));
    reader = new InfluxReader(influx);
  }

  @AfterAll
  static void close() {
    context.stop();
    influx.close();
  }

  @Test
  void aReadingIsReadBackByTheQueryOnRecord() {
    TrialRun run = TestRuns.run(project, "a'b \"c\"\\d.json", TestRuns.OLDER);
    sink.write(List.of(reading("celsius", Map.of("room", "1"), Map.of("value", 15.0))), run);
    GoldTable table = reader.read(run.writes().get(0).query(), project);
    assertEquals(
        List.of("time", "room", "sluice_object", "sluice_route", "sluice_version", "value"),
        table.columns());
    assertEquals(
        List.of(
            List.of(
                "2019-06-12T00:00:18.388374Z",
                "1",
                project + "/a'b \"c\"\\d.json",
                "tried",
                TestRuns.OLDER,
                15.0)),
        table.rows());
  }

  @Test
  void ofOneObjectTheDumpTellsWhatTheProjectsDoes() {
    TrialRun run = TestRuns.run(project, "a'b.json", TestRuns.OLDER);
    sink.write(
        List.of(
            reading("m", Map.of("t", "x"), Map.of("value", 1.0)),
            reading("m", Map.of("t", "y"), Map.of("other", 2.0)),
            reading("n", Map.of(), Map.of("value", 3.0))),
        run);
    sink.write(
        List.of(reading("m", Map.of("t", "z"), Map.of("value", 4.0))),
        TestRuns.run(project, "b.json", TestRuns.OLDER));
    PointDumper dumper = new PointDumper(influx);
    List<String> lines = new ArrayList<>();
    dumper.dump(project, false, lines::add);
    List<String> of = lines.stream().filter(line -> line.contains("a'b.json")).sorted().toList();
    assertEquals(3, of.size());
    assertEquals(of, TestRuns.told(dumper, run));
  }

  @Test
  void writingTwiceChangesNothing() {
    for (int i = 0; i < 2; i++) {
      sink.write(
          List.of(reading("m", Map.of(), Map.of("value", 1.0))),
          TestRuns.run(project, "a.json", TestRuns.OLDER));
    }
    assertEquals(1, reader.read("SELECT * FROM m", project).rows().size());
  }

  @Test
  void anObjectNeverMakesASeries() {
    for (String object : List.of("a", "b", "c")) {
      sink.write(
          List.of(reading("m", Map.of("t", "x"), Map.of("value", 1.0))),
          TestRuns.run(project, object, TestRuns.OLDER));
    }
    assertEquals(List.of(List.of("m,t=x")), reader.read("SHOW SERIES", project).rows());
  }

  @Test
  void hostileNamesSurviveOrAreRefused() {
    List<String> hostile =
        List.of(
            "a b", "a,b", "a=b", "a\"b", "a'b", "a\\b", "a\\", "a\\,b", "a\\ b", "a\nb", "a\rb",
            "é数😀", "#a", "a/b", "_a", "$a", "a\\\\b", "a\\\"b", "a\tb", "'", "\"", " a ", ",");
    List<String> refused = new ArrayList<>();
    for (String name : hostile) {
      TrialRun run = TestRuns.run(project, name, TestRuns.OLDER);
      Reading reading =
          reading("m" + name, Map.of("t" + name, name), Map.of("f" + name, name + "\n\\\""));
      try {
        sink.write(List.of(reading), run);
      } catch (FaultException e) {
        assertEquals(Fault.RECORD_INVALID, e.fault(), name + ": " + e.getMessage());
        refused.add(name);
        continue;
      }
      GoldTable table = reader.read(run.writes().get(0).query(), project);
      assertEquals(1, table.rows().size(), name);
      Map<String, Object> row = row(table);
      assertEquals(name, row.get("t" + name), name);
      assertEquals(name + "\n\\\"", row.get("f" + name), name);
      assertEquals(project + "/" + name, row.get("sluice_object"), name);
    }
    assertEquals(
        List.of("a=b", "a\\", "a\\,b", "a\\ b", "a\nb", "a\rb", "a\\\\b", "a\\\"b"), refused);
  }

  @Test
  void aDatabaseThatWasDroppedIsMadeAgain() {
    TrialRun run = TestRuns.run(project, "a.json", TestRuns.OLDER);
    List<Reading> readings = List.of(reading("m", Map.of(), Map.of("value", 1.0)));
    sink.write(readings, run);
    influx.query(new Query("DROP DATABASE \"" + project + "\""));
    sink.write(readings, run);
    assertEquals(1, reader.read("SELECT * FROM m", project).rows().size());
  }

  @Test
  void aFieldOfAnotherTypeIsTheRecordsFault() {
    TrialRun run = TestRuns.run(project, "a.json", TestRuns.OLDER);
    sink.write(List.of(reading("m", Map.of(), Map.of("value", 1.0))), run);
    FaultException e =
        assertThrows(
            FaultException.class,
            () -> sink.write(List.of(reading("m", Map.of(), Map.of("value", "text"))), run));
    assertEquals(Fault.GOLD_REJECTED, e.fault());
    assertTrue(e.getMessage().contains("field type conflict"), e.getMessage());
    assertEquals(1, run.writes().size());
  }

  @Test
  void aRefusedReadingIsNamedAndTakesNoOtherWithIt() throws Exception {
    sink.write(
        List.of(reading("m", Map.of("o", "first"), Map.of("value", 1.0))),
        TestRuns.run(project, "first", TestRuns.OLDER));
    List<Callable<String>> runs = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String name = "o" + i;
      Object bad = i == 17 ? "text" : 2.0;
      runs.add(
          () -> {
            List<Reading> readings = new ArrayList<>();
            for (int n = 0; n < 40; n++) {
              readings.add(
                  reading(
                      "m",
                      Map.of("o", name, "n", "" + n),
                      Map.of("value", n == 33 ? bad : (Object) 1.0)));
            }
            try {
              sink.write(readings, TestRuns.run(project, name, TestRuns.OLDER));
              return "";
            } catch (FaultException e) {
              return e.fault() + " " + e.getMessage();
            }
          });
    }
    List<String> answers = TestRuns.atOnce(runs);
    assertTrue(answers.get(17).startsWith("GOLD_REJECTED Record 34: "), answers.get(17));
    answers.remove(17);
    assertEquals(List.of(""), answers.stream().distinct().toList());
    assertEquals(1 + 30 * 40 - 1, reader.read("SELECT value FROM m", project).rows().size());
  }

  @Test
  void aRunThatSkipsGoesOnWithoutReadingsThatCannotBeWritten() {
    sink.write(
        List.of(reading("m", Map.of("o", "first"), Map.of("value", 1.0))),
        TestRuns.run(project, "first", TestRuns.OLDER));
    TrialRun run = TestRuns.run(project, "second", TestRuns.OLDER).skipping();
    List<Reading> readings = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      readings.add(
          reading(n == 1 ? "m=n" : "m", Map.of("n", "" + n), Map.of("value", n == 3 ? "t" : 1.0)));
    }
    sink.write(readings, run);
    assertEquals(2, run.rejects().size());
    assertTrue(run.rejects().get(0).startsWith("Reading 2 has a measurement 'm=n'"));
    assertEquals(3, run.writes().get(0).records());
    assertEquals(1, run.writes().get(0).refused());
    assertEquals(4, reader.read("SELECT value FROM m", project).rows().size());
  }

  @Test
  void manyPointsOfSeveralMeasurementsAreCountedEach() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 12_001; i++) {
      readings.add(
          new Reading(
              i % 2 == 0 ? "even" : "odd",
              TIME.plusSeconds(i),
              new TreeMap<>(),
              new TreeMap<>(Map.of("value", 1.0))));
    }
    TrialRun run = TestRuns.run(project, "a.json", TestRuns.OLDER);
    sink.write(readings, run);
    assertEquals(6001, run.writes().get(0).records());
    assertEquals(6000, run.writes().get(1).records());
    GoldTable table = reader.read("SELECT value FROM even, odd", project);
    assertEquals(10_000, table.rows().size());
    assertTrue(table.cut());
    assertEquals(List.of("measurement", "time", "value"), table.columns());
  }

  @Test
  void aDatabaseThatIsDownIsWaitedFor() {
    InfluxDB nobody = InfluxDBFactory.connect("http://127.0.0.1:1");
    PointBatch batch = new PointBatch("x", List.of(reading("m", Map.of(), Map.of("value", 1.0))));
    FaultException e =
        assertThrows(
            FaultException.class,
            () ->
                new InfluxPointWriter(
                        context,
                        nobody,
                        new PointLocks(Cuts.NONE),
                        TestRuns.LIMITS,
                        BatchWatch.NONE)
                    .write(batch));
    assertEquals(Fault.GOLD_UNREACHABLE, e.fault());
    FaultException asked =
        assertThrows(
            FaultException.class, () -> new InfluxReader(nobody).read("SHOW DATABASES", null));
    assertEquals(Fault.GOLD_UNREACHABLE, asked.fault());
  }

  @Test
  void aWrongQueryIsTheAskersFault() {
    for (String query :
        List.of("SELECT * FROM", "DROP DATABASE x", "SELECT * INTO b FROM a", "SHOW NOTHING", "")) {
      FaultException e =
          assertThrows(FaultException.class, () -> reader.read(query, project), query);
      assertEquals(Fault.QUERY_INVALID, e.fault(), query + ": " + e.getMessage());
    }
    assertFalse(reader.read("SHOW DATABASES", null).cut());
  }

  private static Reading reading(
      String measurement, Map<String, String> tags, Map<String, Object> fields) {
    return new Reading(measurement, TIME, new TreeMap<>(tags), new TreeMap<>(fields));
  }

  private static Map<String, Object> row(GoldTable table) {
    Map<String, Object> row = new TreeMap<>();
    for (int i = 0; i < table.columns().size(); i++) {
      row.put(table.columns().get(i), table.rows().get(0).get(i));
    }
    return row;
  }
}
