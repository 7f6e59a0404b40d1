package org.sluice.gold.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.OkHttpClient;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.batch.BatchWatch;
import org.sluice.event.Reading;
import org.sluice.gold.TestRuns;
import org.sluice.trial.TrialRun;

/**
 * The way of a point through the variant for InfluxDB 2.x: written, dumped, taken out. The API is a
 * fake; what it holds the points in and answers InfluxQL with is a real InfluxDB 1.x.
 */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_INFLUX_URL", matches = ".+")
class TwoLakeTest {
  private static final Instant TIME = Instant.parse("2019-06-12T00:00:18.388374123Z");

  private static FakeInfluxTwo two;
  private static InfluxDB influx;
  private static InfluxSink sink;
  private static PointRemover remover;
  private final String project = TestRuns.project();

  @BeforeAll
  static void connect() throws IOException {
    two = new FakeInfluxTwo(System.getenv("SLUICE_INFLUX_URL"));
    influx =
        InfluxDBFactory.connect(
            two.url(),
            new OkHttpClient.Builder().addInterceptor(new TwoQueries(FakeInfluxTwo.TOKEN)));
    PointLocks locks = new PointLocks(Cuts.NONE);
    TwoStore store = new TwoStore(two.url(), FakeInfluxTwo.ORGANISATION, FakeInfluxTwo.TOKEN);
    sink = new InfluxSink(new InfluxPointWriter(store, locks, TestRuns.LIMITS, BatchWatch.NONE));
    remover = new PointRemover(influx, locks, 10);
  }

  @AfterAll
  static void close() {
    influx.close();
    two.close();
  }

  @Test
  void pointsAreWrittenToldAndTakenOutAgain() {
    Reading bare = new Reading("m", TIME, new TreeMap<>(), new TreeMap<>(Map.of("value", 1.0)));
    TrialRun gone = write("a.json", bare, at(1, "1"), at(3, "1"));
    write("b.json", at(0, "1"), at(2, "1"));
    assertEquals(5, dump().size());
    remover.remove(TestRuns.deleted(gone, TestRuns.NEWER));
    assertEquals(2, dump().size());
    assertTrue(dump().stream().allMatch(line -> line.contains("/b.json\"")), "" + dump());
  }

  @Test
  void aProjectWithoutABucketHoldsNothing() {
    assertEquals(List.of(), dump());
  }

  private List<String> dump() {
    List<String> lines = new ArrayList<>();
    new PointDumper(influx).dump(project, false, lines::add);
    return lines;
  }

  private TrialRun write(String object, Reading... readings) {
    TrialRun run = TestRuns.run(project, object, TestRuns.OLDER);
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
}
