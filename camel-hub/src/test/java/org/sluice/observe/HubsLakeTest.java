package org.sluice.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What hubs tell of themselves, and of each other. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class HubsLakeTest {
  private static MongoClient mongo;

  private final MongoDatabase log = mongo.getDatabase("test_" + UUID.randomUUID());
  private final Readiness well = new Readiness().need("kafka", Optional::empty);
  private final Readiness unwell =
      new Readiness()
          .need("kafka", () -> Optional.of("no answer"))
          .check("swift", () -> Optional.of("no answer"))
          .check("neo4j", Optional::empty);

  @BeforeAll
  static void connect() {
    mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
  }

  @AfterAll
  static void close() {
    mongo.close();
  }

  @AfterEach
  void forget() {
    log.drop();
  }

  @Test
  void eachShowsAllByName() {
    well.ask();
    unwell.ask();
    Hubs second = hub("b:1", unwell, null, Map.of());
    Hubs first = hub("a:1", well, "3f2a", Map.of("tables", 2, "pictures", 1, "idle", 0));
    List<Map<String, Object>> all = second.all();
    assertEquals(List.of("a:1", "b:1"), all.stream().map(one -> one.get("hub")).toList());
    assertEquals(List.of(false, true), all.stream().map(one -> one.get("asked")).toList());
    assertEquals(List.of(true, false), first.all().stream().map(o -> o.get("asked")).toList());
    Map<String, Object> a = all.get(0);
    assertEquals(true, a.get("ready"));
    assertEquals(List.of(), a.get("not_well"));
    assertEquals("3f2a", a.get("routes"));
    assertEquals(
        List.of(
            new Document("route", "pictures").append("runs", 1),
            new Document("route", "tables").append("runs", 2)),
        a.get("running"));
    Map<String, Object> b = all.get(1);
    assertEquals(false, b.get("ready"));
    assertEquals(List.of("kafka", "swift"), b.get("not_well"));
    assertNull(b.get("routes"));
  }

  @Test
  void whatWasNotAskedYetIsNotKnown() {
    assertNull(hub("a:1", well, null, Map.of()).all().get(0).get("ready"));
  }

  @Test
  void whoEndsIsShownNoMoreAndTellsNoMore() {
    Hubs first = hub("a:1", well, null, Map.of());
    Hubs second = hub("b:1", well, null, Map.of());
    first.close();
    first.tell();
    assertEquals(List.of("b:1"), second.all().stream().map(one -> one.get("hub")).toList());
  }

  @Test
  void whoDiedIsSilentUntilOneIsThereUnderItsNameOrADayIsOver() {
    hub("a:1", well, null, Map.of());
    Hubs other = hub("b:1", well, null, Map.of());
    seen("a:1", 60);
    assertEquals(List.of(true, false), other.all().stream().map(o -> o.get("silent")).toList());
    hub("a:1", well, null, Map.of());
    assertEquals(List.of(false, false), other.all().stream().map(o -> o.get("silent")).toList());
    seen("a:1", 90_000);
    assertEquals(1, other.all().size());
    hub("c:1", well, null, Map.of());
    assertEquals(2, log.getCollection("hubs").countDocuments(), "it is forgotten");
  }

  @Test
  void whatOtherHubsHaveInHandDoesNotWaitAndThatOfSilentOnesDoes() {
    hub("a:1", well, null, new InHand(Map.of("tables", 2), Map.of("q.tables", 5L)));
    hub("c:1", well, null, new InHand(Map.of("tables", 40), Map.of("q.tables", 40L)));
    seen("c:1", 60);
    Hubs mine = hub("b:1", well, null, new InHand(Map.of("tables", 1), Map.of("q.tables", 1L)));
    assertEquals(91, mine.inHand().waiting("tables", "q.tables", 100));
    assertEquals(0, mine.inHand().waiting("tables", "q.tables", 3));
    assertEquals(7, mine.inHand().waiting("pictures", "q.pictures", 7));
  }

  private void seen(String name, int secondsAgo) {
    Date then = new Date(System.currentTimeMillis() - secondsAgo * 1000L);
    log.getCollection("hubs").updateOne(Filters.eq("hub", name), Updates.set("seen", then));
  }

  private Hubs hub(String name, Readiness readiness, String routes, InHand inHand) {
    Hubs hub = new Hubs(log, name, readiness, () -> Optional.ofNullable(routes), () -> inHand);
    hub.tell();
    return hub;
  }

  /** A hub that has told of itself. */
  private Hubs hub(String name, Readiness readiness, String routes, Map<String, Integer> running) {
    return hub(name, readiness, routes, new InHand(running, Map.of()));
  }
}
