package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.RunOf;
import org.sluice.event.LakeObject;

/** A parked run is tried again, and comes off the queue once a newer version is there. */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class LateRetryLakeTest extends RoutedLakeRig {
  private static final String ROUTE =
      """
      - route:
          id: lines
          from:
            uri: lake:objects
            steps:
              - to: kamelet:json-records-action
              - to: kamelet:documents-sink
      """;

  /** About a line: what stands before one that is broken is in gold. */
  private static final long CHUNK = 8;

  private static final String WHOLE = "{\"n\": 11}\n{\"n\": 12}\n{\"n\": 13}\n";
  private static final String OLD = "{\"n\": 1}\n{\"n\": 2}\n";
  private static final String BROKEN = "{\"n\":";

  private final String name = name("late-retry");
  private DocumentRoutes routes;
  private Runner runner;
  private LakeObject first;
  private RunKey retry;

  @BeforeEach
  void theFirstIsParkedAndQueuedAgain() throws Exception {
    routes = new DocumentRoutes(mongo, ROUTE, UnaryOperator.identity());
    runner = runner(routes, new Credit(1 << 20), CHUNK);
    first = upload(name, V1, OLD + BROKEN, "lines");
    live(first);
    RunKey parked = key(first, "lines", RunKey.LIVE);
    assertEquals("parked", onRecord(parked).getString("status"));
    assertEquals(List.of(V1), versions());
    retry = parked.retry("r1");
    runs.await(List.of(RunOf.of(retry, first, Instant.now())));
    runs.replaced(List.of(retry), false);
  }

  @AfterEach
  void closeRoutes() {
    routes.close();
  }

  @Test
  void whereTheNewerIsDoneAllStaysThatOfTheNewer() {
    LakeObject second = upload(name, V2, WHOLE, "lines");
    assertEquals(Outcome.done(), live(second));
    retryChangesNothing("done");
    assertEquals(List.of(11, 12, 13), gold(first, "lines", "n"));
    assertEquals(List.of(V2), versions());
  }

  @Test
  void whereTheNewerIsParkedItStaysSo() {
    LakeObject second = upload(name, V2, WHOLE + BROKEN, "lines");
    live(second);
    retryChangesNothing("parked");
    RunKey parked = key(second, "lines", RunKey.LIVE);
    assertEquals("parked", onRecord(parked).getString("status"));
    assertEquals(List.of(11, 12, 13), gold(first, "lines", "n"));
  }

  @Test
  void whereTheNewerWaitsItFindsAllAsItWasParked() {
    LakeObject second = upload(name, V2, WHOLE, "lines");
    retryChangesNothing("waiting");
    assertEquals(List.of(1, 2), gold(first, "lines", "n"));
    store(name, V2, WHOLE);
    assertEquals(Outcome.done(), live(second));
    assertEquals(List.of(11, 12, 13), gold(first, "lines", "n"));
    assertEquals(List.of(V2), versions());
  }

  private Outcome live(LakeObject object) {
    return run(runner, entry(object, "lines", RunKey.LIVE));
  }

  /**
   * @param status of the object, before and after
   */
  private void retryChangesNothing(String status) {
    // A replica that is behind still has the older version, and it could be read now.
    store(name, V1, OLD);
    List<Document> gold = gold(first, "lines");
    List<LedgerPlace> places = places(first, "lines");
    int asked = swift.asked.size();
    assertEquals(Outcome.over(), run(runner, entry(first, "lines", retry.replay())));
    assertEquals("superseded", onRecord(retry).getString("status"));
    assertEquals(asked, swift.asked.size(), "Swift was asked for it");
    assertEquals(gold, gold(first, "lines"));
    assertEquals(places, places(first, "lines"));
    assertEquals(status, documents.find(first.key()).getString("status"));
    assertEquals(List.of(), queued);
  }

  private List<String> versions() {
    return places(first, "lines").stream().map(LedgerPlace::version).toList();
  }
}
