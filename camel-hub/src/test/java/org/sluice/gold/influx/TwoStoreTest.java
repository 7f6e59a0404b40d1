package org.sluice.gold.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.batch.BatchWatch;
import org.sluice.event.Reading;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.TestRuns;

/** What is asked of an InfluxDB 2.x, against a fake of its documented API. */
class TwoStoreTest {
  private FakeInfluxTwo two;

  @BeforeEach
  void start() throws IOException {
    two = new FakeInfluxTwo(null);
  }

  @AfterEach
  void stop() {
    two.close();
  }

  private InfluxSink sink(String organisation, String token) {
    return new InfluxSink(
        new InfluxPointWriter(
            new TwoStore(two.url() + "/", organisation, token),
            new PointLocks(Cuts.NONE),
            TestRuns.LIMITS,
            BatchWatch.NONE));
  }

  private static List<Reading> readings() {
    return new ArrayList<>(
        List.of(
            new Reading(
                "m",
                Instant.parse("2019-06-12T00:00:18.388374123Z"),
                new TreeMap<>(Map.of("room", "a b")),
                new TreeMap<>(Map.of("value", 1.5)))));
  }

  private void write() {
    sink(FakeInfluxTwo.ORGANISATION, FakeInfluxTwo.TOKEN)
        .write(readings(), TestRuns.run("p", "a.json", TestRuns.OLDER));
  }

  @Test
  void pointsGoToTheProjectsBucketWhichIsMadeWhereItIsMissing() {
    write();
    assertEquals(java.util.Set.of("p"), two.buckets);
    assertEquals(
        List.of(
            "POST /api/v2/write", "GET /api/v2/orgs", "POST /api/v2/buckets", "POST /api/v2/write"),
        two.asked);
    assertEquals(1, two.lines.size());
    assertTrue(two.lines.get(0).startsWith("m,room=a\\ b "), two.lines.get(0));
    assertTrue(two.lines.get(0).endsWith(" 1560297618388374123"), two.lines.get(0));
    two.asked.clear();
    write();
    assertEquals(List.of("POST /api/v2/write"), two.asked);
  }

  @Test
  void aBucketThatAnotherHubHasMadeMeanwhileIsGoodEnough() {
    two.buckets.add("p");
    new TwoStore(two.url(), FakeInfluxTwo.ORGANISATION, FakeInfluxTwo.TOKEN).create("p");
    assertEquals(1, two.buckets.size());
  }

  @ParameterizedTest
  @CsvSource({
    "400, GOLD_REJECTED",
    "401, ACCESS_DENIED",
    "403, ACCESS_DENIED",
    "413, GOLD_REJECTED",
    "422, GOLD_REJECTED",
    "429, GOLD_UNREACHABLE",
    "500, GOLD_UNREACHABLE",
    "503, GOLD_UNREACHABLE"
  })
  void eachAnswerIsAFaultOfItsKind(int status, Fault fault) {
    two.buckets.add("p");
    two.broken = status;
    FaultException e = assertThrows(FaultException.class, this::write);
    assertEquals(fault, e.fault(), e.getMessage());
    assertTrue(e.getMessage().contains("as the test wants it"), e.getMessage());
  }

  @Test
  void aTokenOrAnOrganisationThatIsWrongIsAnOperatorsFaultAndNoTokenIsTold() {
    for (InfluxSink wrong :
        List.of(
            sink(FakeInfluxTwo.ORGANISATION, "s-e-c-r-e-t"),
            sink("no such", FakeInfluxTwo.TOKEN))) {
      FaultException e =
          assertThrows(
              FaultException.class,
              () -> wrong.write(readings(), TestRuns.run("q", "a.json", TestRuns.OLDER)));
      assertEquals(Fault.ACCESS_DENIED, e.fault(), e.getMessage());
      assertFalse(e.getMessage().contains("s-e-c-r-e-t"), e.getMessage());
      assertFalse(e.getMessage().contains(FakeInfluxTwo.TOKEN), e.getMessage());
    }
  }

  @Test
  void oneThatIsDownIsWaitedFor() {
    two.close();
    FaultException e = assertThrows(FaultException.class, this::write);
    assertEquals(Fault.GOLD_UNREACHABLE, e.fault());
  }

  @Test
  void questionsShowTheTokenAndWhatIsRefusedIsToldInItsWords() {
    try (InfluxDB influx = client(FakeInfluxTwo.TOKEN);
        InfluxDB other = client("s-e-c-r-e-t")) {
      assertEquals(0, new InfluxReader(influx).read("SHOW MEASUREMENTS", "p").rows().size());
      FaultException e =
          assertThrows(
              FaultException.class, () -> new InfluxReader(other).read("SHOW MEASUREMENTS", "p"));
      assertEquals(Fault.ACCESS_DENIED, e.fault(), e.getMessage());
      assertTrue(e.getMessage().contains("unauthorized access"), e.getMessage());
    }
  }

  private InfluxDB client(String token) {
    return InfluxDBFactory.connect(
        two.url(), new OkHttpClient.Builder().addInterceptor(new TwoQueries(token)));
  }
}
