package org.sluice.gold.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.Reading;
import org.sluice.gold.TestRuns;

/** What hubs tell each other through a real MongoDB. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class CutsOnRecordLakeTest {
  private static final Instant TIME = Instant.parse("2026-11-28T09:00:00Z");
  private static MongoClient mongo;

  private final String database = TestRuns.project();
  private final Cuts one = new CutsOnRecord(mongo.getDatabase("log"));
  private final Cuts other = new CutsOnRecord(mongo.getDatabase("log"));

  @BeforeAll
  static void connect() {
    mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
  }

  @AfterAll
  static void close() {
    mongo.close();
  }

  @Test
  void theOtherHubKnowsOfIt() {
    Cut cut = cut("m", 0, 10, new TreeMap<>(Map.of("a.b", "$1", "room", "")));
    String id = one.begin(cut);
    assertEquals(List.of(new Cuts.Told(id, cut, false)), other.others(database, points("m", 5)));
    one.over(id);
    assertEquals(List.of(new Cuts.Told(id, cut, true)), other.others(database, points("m", 5)));
    assertEquals(List.of(), one.others(database, points("m", 5)));
  }

  @Test
  void allSeriesTogetherAreToldAsSuch() {
    Cut cut = cut("m", 0, 10, null);
    one.begin(cut);
    assertEquals(cut, other.others(database, points("m", 0)).get(0).cut());
  }

  @Test
  void whatCanNotMeetThePointsIsNotTold() {
    one.begin(cut("m", 0, 10, null));
    assertEquals(List.of(), other.others(database, points("n", 5)));
    assertEquals(List.of(), other.others(database + "x", points("m", 5)));
    assertEquals(1, other.others(database, points("m", 11)).size());
  }

  private Cut cut(String measurement, int from, int to, Map<String, String> tags) {
    return new Cut(database, measurement, new TimeRange(nanos(from), nanos(to), tags));
  }

  private static List<Reading> points(String measurement, int... seconds) {
    return Arrays.stream(seconds)
        .mapToObj(
            second ->
                new Reading(
                    measurement,
                    TIME.plusSeconds(second),
                    new TreeMap<>(),
                    new TreeMap<>(Map.of("value", 1.0))))
        .toList();
  }

  private static long nanos(int second) {
    return TIME.plusSeconds(second).getEpochSecond() * 1_000_000_000L;
  }
}
