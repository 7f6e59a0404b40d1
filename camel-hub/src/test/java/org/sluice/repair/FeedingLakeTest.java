package org.sluice.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Walk;
import org.sluice.dispatch.Queues;
import org.sluice.dispatch.RouteTable;
import org.sluice.dispatch.TestRoutes;
import org.sluice.dispatch.Topics;
import org.sluice.event.EventId;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.event.Projects;

/** A replay that is fed, killed at any point, and taken up by another hub. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class FeedingLakeTest {
  private static final int OBJECTS = 450;
  private static final String JSON = "json";
  private static final String REST = "rest";

  private final String project = "feeding-" + UUID.randomUUID();
  private final RouteTable table = new RouteTable();
  private final Map<String, Integer> queued = new TreeMap<>();
  private final Map<String, Long> room = new HashMap<>();
  private MongoClient mongo;
  private MongoDatabase log;
  private Documents documents;
  private Runs runs;
  private Replays replays;
  private Leases leases;

  @BeforeEach
  void fill() {
    mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
    log = mongo.getDatabase("test_" + UUID.randomUUID());
    documents = new Documents(mongo, new Projects(Set.of("AUTH_feeding")));
    runs = new Runs(mongo);
    replays = new Replays(log);
    leases = new Leases(log, Duration.ofHours(1));
    TestRoutes.add(table, JSON, "application/json", false);
    TestRoutes.add(table, REST, "*", true);
    List<Document> all = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      ObjectKey key = key(i);
      all.add(
          new Document("_id", project + "/" + i)
              .append("swift_account", "AUTH_feeding")
              .append("swift_container", project)
              .append("project", project)
              .append("object", key.object())
              .append("content_type", i % 3 == 0 ? "text/csv" : "application/json")
              .append("timestamp", "1795464361.00000")
              .append("event_id", event(i))
              .append("status", "done"));
    }
    mongo.getDatabase("swift").getCollection(project).insertMany(all);
  }

  @AfterEach
  void forget() {
    leases.close();
    mongo.getDatabase("swift").getCollection(project).drop();
    mongo
        .getDatabase("log")
        .getCollection("operations")
        .deleteMany(Filters.in("event_id", events()));
    log.drop();
    mongo.close();
  }

  private ObjectKey key(int number) {
    return new ObjectKey("AUTH_feeding", project, number + ".x");
  }

  private String event(int number) {
    return EventId.of("c", key(number), "1795464361.00000", "PUT");
  }

  private List<String> events() {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      events.add(event(i));
    }
    return events;
  }

  private ReplayFilter filter(String route, String status) {
    return new ReplayFilter(
        project, route, null, null, null, null, status, List.of(), route != null);
  }

  private Feeding.Parts parts(BiConsumer<List<Queues.Queued>, Boolean> again) {
    return new Feeding.Parts(
        replays,
        new Walk(documents),
        documents,
        new Chosen.Chooser(runs, table),
        runs::await,
        again,
        new Settling(runs, documents, table, REST::equals),
        this::room);
  }

  private Map<String, Long> room(Collection<String> topics) {
    return topics.stream().collect(Collectors.toMap(t -> t, t -> room.getOrDefault(t, 70L)));
  }

  private void note(List<Queues.Queued> some, boolean alsoWaiting) {
    some.forEach(one -> queued.merge(one.key().id(), 1, Integer::sum));
    runs.await(some.stream().map(one -> RunOf.of(one.key(), one.object(), Instant.now())).toList());
    runs.replaced(some.stream().map(Queues.Queued::key).toList(), alsoWaiting);
  }

  private Replay stored(String id) {
    return replays.find(id).orElseThrow();
  }

  private Feeding taken(String id, Lease lease, BiConsumer<List<Queues.Queued>, Boolean> again) {
    return new Feeding(replays.takeUp(id, lease.term()).orElseThrow(), lease, parts(again));
  }

  private void feedAll(String id, Feeding feeding) {
    for (int turns = 0; stored(id).state() == Replay.State.FEEDING; turns++) {
      feeding.feed();
      assertTrue(turns < 1000, "it does not come to its end");
    }
  }

  private void await(int number, RunKey run) {
    LakeObject object = Documents.object(documents.find(key(number)));
    runs.await(List.of(RunOf.of(run, object, Instant.now())));
  }

  private static void feedUntilItWaits(Feeding feeding) {
    for (int turns = 0; feeding.feed(); turns++) {
      assertTrue(turns < 100, "it does not wait");
    }
  }

  private void end(String status) {
    log("operations")
        .updateMany(
            Filters.and(Filters.in("event_id", events()), Filters.eq("status", "waiting")),
            Updates.set("status", status));
  }

  private com.mongodb.client.MongoCollection<Document> log(String name) {
    return mongo.getDatabase("log").getCollection(name);
  }

  @Test
  void everyObjectIsQueuedOnceAndCountedWhenItsRunIsOver() {
    String id = replays.begin(filter(null, null), false, 0, OBJECTS).id();
    Feeding feeding = taken(id, leases.take("replays").orElseThrow(), this::note);
    feedAll(id, feeding);
    assertEquals(OBJECTS, queued.size());
    assertTrue(queued.values().stream().allMatch(n -> n == 1), queued.toString());
    feeding.settle();
    assertFalse(feeding.isSettled());
    end("done");
    feeding.settle();
    assertTrue(feeding.isSettled());
    feeding.over();
    Map<String, Object> told = stored(id).described();
    assertEquals("over", told.get("state"));
    assertEquals((long) OBJECTS, told.get("objects"));
    assertEquals(Map.of("done", (long) OBJECTS), told.get("statuses"));
    assertEquals(0, log.getCollection("replay_portions").countDocuments());
  }

  @Test
  void killedAtAnyPortionNoneIsMissingAndWhatIsFedAgainHasTheSameKey() {
    // By status, so that what was queued is not chosen a second time.
    String id = replays.begin(filter(null, "done"), false, 0, OBJECTS).id();
    int lives = 0;
    while (stored(id).state() == Replay.State.FEEDING) {
      assertTrue(lives++ < 200);
      boolean early = lives % 2 == 0;
      int portions = 1 + lives % 3;
      int[] left = {portions};
      try (Lease lease = leases.take("replays").orElseThrow()) {
        BiConsumer<List<Queues.Queued>, Boolean> dying =
            (some, also) -> {
              if (--left[0] == 0 && early) {
                throw new IllegalStateException("killed before");
              }
              note(some, also);
              some.forEach(
                  one ->
                      mongo
                          .getDatabase("swift")
                          .getCollection(project)
                          .updateOne(
                              Filters.eq("object", one.object().key().object()),
                              Updates.set("status", "waiting")));
              if (left[0] == 0) {
                throw new IllegalStateException("killed behind");
              }
            };
        feedAll(id, taken(id, lease, dying));
      } catch (IllegalStateException e) {
        // The next life takes it up.
      }
    }
    assertTrue(lives > 3, "it was killed " + lives + " times");
    assertEquals(OBJECTS, queued.size());
    Feeding last = taken(id, leases.take("replays").orElseThrow(), this::note);
    end("done");
    last.settle();
    assertTrue(last.isSettled());
    assertEquals((long) OBJECTS, stored(id).described().get("objects"));
    assertEquals(Map.of("done", (long) OBJECTS), stored(id).described().get("statuses"));
  }

  @Test
  void oneThatStalledChangesNothingOnceAnotherHasTakenOver() {
    String id = replays.begin(filter(null, null), false, 0, OBJECTS).id();
    Lease first = leases.take("replays").orElseThrow();
    Feeding stalled = taken(id, first, this::note);
    stalled.feed();
    first.close();
    taken(id, leases.take("replays").orElseThrow(), this::note);
    assertThrows(IllegalStateException.class, stalled::feed);
  }

  @Test
  void itWaitsWhileAQueueIsLongAndSaysForWhich() {
    room.put(Topics.route(JSON), 0L);
    String id = replays.begin(filter(JSON, null), false, 0, OBJECTS).id();
    Feeding feeding = taken(id, leases.take("replays").orElseThrow(), this::note);
    feedUntilItWaits(feeding);
    assertEquals(List.of(JSON), stored(id).described().get("waits_for"));
    room.clear();
    room.put(Topics.EVENTS, 0L);
    feedUntilItWaits(feeding);
    assertEquals(List.of("live events"), stored(id).described().get("waits_for"));
    assertTrue(queued.isEmpty());
    room.clear();
    feedAll(id, feeding);
    assertEquals(OBJECTS * 2 / 3, queued.size());
    assertEquals(List.of(), stored(id).described().get("waits_for"));
  }

  @Test
  void aDryRunCountsByRouteAndQueuesNothing() {
    String id = replays.begin(filter(null, null), true, 0, OBJECTS).id();
    feedAll(id, taken(id, leases.take("replays").orElseThrow(), this::note));
    Map<String, Object> told = stored(id).described();
    assertEquals("over", told.get("state"));
    assertEquals((long) OBJECTS, told.get("runs"));
    Replay.State state = stored(id).state();
    assertEquals(Replay.State.OVER, state);
    assertEquals(
        List.of(
            new Document("route", JSON).append("runs", OBJECTS * 2L / 3),
            new Document("route", REST).append("runs", OBJECTS / 3L)),
        told.get("routes"));
    assertTrue(queued.isEmpty());
  }

  @Test
  void whatWaitsAlreadyIsLeftOutUnlessItIsAskedForByItsStatus() {
    RunKey live = new RunKey(event(1), JSON, "rev1", RunKey.LIVE);
    await(1, live);
    // And one that is expected and of which nothing is on record yet.
    RunKey expected = new RunKey(event(2), JSON, "rev1", RunKey.LIVE);
    mongo
        .getDatabase("swift")
        .getCollection(project)
        .updateOne(
            Filters.eq("object", key(2).object()),
            Updates.combine(
                Updates.set("expected", List.of(expected.id())), Updates.set("status", "waiting")));
    String id = replays.begin(filter(JSON, null), false, 0, OBJECTS).id();
    Lease lease = leases.take("replays").orElseThrow();
    feedAll(id, taken(id, lease, this::note));
    assertEquals(2L, stored(id).described().get("under_way"));
    assertEquals(OBJECTS * 2 / 3 - 2, queued.size());
    queued.clear();
    id = replays.begin(filter(JSON, "waiting"), false, 0, OBJECTS).id();
    feedAll(id, taken(id, lease, this::note));
    assertEquals(1, queued.size());
    assertEquals("superseded", runs.find(List.of(expected)).get(expected.id()).get("status"));
  }

  @Test
  void aFallbacksRunBelongsToIt() {
    String id = replays.begin(filter(JSON, null), false, 0, OBJECTS).id();
    Feeding feeding = taken(id, leases.take("replays").orElseThrow(), this::note);
    feedAll(id, feeding);
    log("operations")
        .updateMany(
            Filters.and(Filters.in("event_id", events()), Filters.eq("status", "waiting")),
            Updates.combine(
                Updates.set("status", "declined"), Updates.set("ended", new java.util.Date())));
    feeding.settle();
    assertFalse(feeding.isSettled(), "the fallbacks' runs are not on record yet");
    for (int i = 0; i < OBJECTS; i++) {
      if (i % 3 != 0) {
        await(i, new RunKey(event(i), REST, "rev1", id));
      }
    }
    feeding.settle();
    assertFalse(feeding.isSettled(), "the fallbacks' runs are not over yet");
    end("done");
    feeding.settle();
    assertTrue(feeding.isSettled());
    assertEquals(
        Map.of("declined", OBJECTS * 2L / 3, "done", OBJECTS * 2L / 3),
        stored(id).described().get("statuses"));
  }
}
