package org.sluice.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.Reading;
import org.sluice.fault.FaultException;
import org.sluice.fault.FaultKind;
import org.sluice.gold.GoldTable;
import org.sluice.gold.TestRuns;
import org.sluice.gold.influx.InfluxSink;
import org.sluice.gold.sql.SqlLake;
import org.sluice.routes.HostileFormats.Format;
import org.sluice.routes.HostileFormats.Kind;
import org.sluice.trial.TrialRun;

/**
 * Hostile names and values of every format go into the real databases as what they are, and what
 * stood there before stands afterwards.
 */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = SqlLake.URL, matches = ".+")
@EnabledIfEnvironmentVariable(named = "SLUICE_INFLUX_URL", matches = ".+")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
@EnabledIfEnvironmentVariable(named = "SLUICE_NEO4J_URI", matches = ".+")
class HostileSinksLakeTest {
  private static final List<String> FAULTS = List.of("hostile names", "hostile values");

  /** What blocks refuse before a sink sees it. */
  private static final List<String> REFUSED =
      List.of(
          "JSON lines, split, hostile names",
          "CSV, columns named, hostile names",
          "JSON lines, flat and typed, hostile values",
          "CSV, columns named, hostile values");

  private static GoldLake lake;
  private final String project = TestRuns.project();

  @BeforeAll
  static void connect() {
    lake = new GoldLake();
  }

  @AfterAll
  static void close() {
    lake.close();
  }

  /** What the hostile texts would take away: the table t, the nodes, the database lake. */
  @BeforeEach
  void canaries() throws Exception {
    into(BlockKit.of("json-records-action").object("canary.json", "application/json"), "t")
        .run("{\"a\": \"canary\"}")
        .well();
    lake.makeInfluxDatabase("lake");
    new InfluxSink(lake.writers().points())
        .write(
            List.of(reading("canary", "t", "still here", Instant.EPOCH)),
            TestRuns.run(project, "canary.json", TestRuns.OLDER));
  }

  private void canariesStand() {
    assertEquals(List.of(List.of("canary")), lake.sql("SELECT a FROM t", project).rows());
    assertEquals(1, documents("t", "canary.json"));
    assertEquals(1, nodes("t", "canary.json"));
    assertEquals(1, lake.influx("SELECT * FROM canary", project).rows().size());
    assertTrue(lake.influxDatabases().contains("lake"));
  }

  @Test
  void tablesDocumentsAndNodesHoldThemAndNothingElseIsTouched() throws Exception {
    int number = 0;
    List<String> refused = new ArrayList<>();
    for (String fault : FAULTS) {
      for (Format format : HostileFormats.all()) {
        if (format.kind() == Kind.TEXT) {
          // Its pattern wants a number first.
          continue;
        }
        String name = "h" + number++;
        BlockKit.Came came =
            into(format.route().called(name), "hostile")
                .run(HostileTable.objects(format).get(fault).get(), 1000);
        String where = format.name() + ", " + fault;
        if (came.failure() != null) {
          FaultException e = assertInstanceOf(FaultException.class, came.failure(), where);
          assertEquals(FaultKind.DATA, e.fault().kind(), e.getMessage());
          refused.add(where);
          continue;
        }
        int records = came.records().size();
        assertEquals(records, rows("hostile", name), where);
        assertEquals(records, documents("hostile", name), where);
        assertEquals(records, nodes("hostile", name), where);
      }
    }
    assertEquals(REFUSED, refused);
    assertEquals(
        List.of(List.of("hostile"), List.of("t")),
        lake.sql(
                "SELECT table_name FROM information_schema.tables"
                    + " WHERE table_schema = current_schema() ORDER BY 1",
                project)
            .rows());
    canariesStand();
  }

  /** A point a cell: one that InfluxDB has no way to write is refused, and takes no other along. */
  @Test
  void pointsHoldThemOrAreRefusedAndNothingElseIsTouched() throws Exception {
    InfluxSink sink = new InfluxSink(lake.writers().points());
    Instant time = Instant.EPOCH;
    int written = 0;
    int refused = 0;
    for (String fault : FAULTS) {
      for (Format format : HostileFormats.all()) {
        BlockKit.Came came =
            format.route().run(HostileTable.objects(format).get(fault).get(), 1000);
        for (Map<String, Object> record : came.records()) {
          for (Map.Entry<String, Object> cell : record.entrySet()) {
            time = time.plusSeconds(1);
            TrialRun run = TestRuns.run(project, "p" + time.getEpochSecond(), TestRuns.OLDER);
            String value = String.valueOf(cell.getValue());
            try {
              sink.write(List.of(reading(value, cell.getKey(), value, time)), run);
            } catch (FaultException e) {
              assertEquals(FaultKind.DATA, e.fault().kind(), e.getMessage());
              refused++;
              continue;
            }
            GoldTable table = lake.influx(run.writes().get(0).query(), project);
            assertEquals(1, table.rows().size(), cell.toString());
            assertTrue(table.rows().get(0).contains(value), cell + ": " + table.rows());
            written++;
          }
        }
      }
    }
    assertTrue(written > refused && refused > 0, written + " written, " + refused + " refused");
    List<List<Object>> measurements = lake.influx("SHOW MEASUREMENTS", project).rows();
    assertFalse(
        measurements.contains(List.<Object>of("x")) || measurements.contains(List.<Object>of("m")));
    canariesStand();
  }

  /** Lets what a route has read go to a table, a collection and nodes that are called alike. */
  private BlockKit into(BlockKit kit, String place) {
    return kit.project(project)
        .into(lake.writers())
        .then("table-rows-sink", "table", place)
        .then("documents-sink", "collection", place)
        .then("graph-records-sink", "node", label(place), "relations", "SAYS=Word(a)");
  }

  private static String label(String place) {
    return place.substring(0, 1).toUpperCase(Locale.ROOT) + place.substring(1);
  }

  private int rows(String table, String object) {
    String query = "SELECT 1 FROM %s WHERE sluice_object = '%s/%s'";
    return lake.sql(query.formatted(table, project, object), project).rows().size();
  }

  private int documents(String collection, String object) {
    String query = "gold_%s.%s {\"_sluice.object\": \"%s\"}";
    return lake.mongo(query.formatted(project, collection, object)).rows().size();
  }

  private int nodes(String place, String object) {
    String query = "MATCH (n:%s {sluice_object: '%s/%s'}) RETURN 1";
    return lake.neo4j(query.formatted(label(place), project, object)).rows().size();
  }

  private static Reading reading(String measurement, String name, String value, Instant time) {
    return new Reading(
        measurement,
        time,
        new TreeMap<>(Map.of(name, value)),
        new TreeMap<>(Map.of("f" + name, value)));
  }
}
