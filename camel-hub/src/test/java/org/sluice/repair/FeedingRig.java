package org.sluice.repair;

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
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Walk;
import org.sluice.dispatch.Queues;
import org.sluice.dispatch.RouteTable;
import org.sluice.dispatch.TestRoutes;
import org.sluice.event.EventId;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.event.Projects;

/** Objects of a project of the test's own, and what a replay feeds of them. */
abstract class FeedingRig {
  static final int OBJECTS = 450;
  static final String JSON = "json";
  static final String REST = "rest";

  final String project = "feeding-" + UUID.randomUUID();
  final RouteTable table = new RouteTable();
  final Map<String, Integer> queued = new TreeMap<>();
  final Map<String, Long> room = new HashMap<>();
  MongoClient mongo;
  MongoDatabase log;
  Documents documents;
  Runs runs;
  Replays replays;
  Leases leases;

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

  ObjectKey key(int number) {
    return new ObjectKey("AUTH_feeding", project, number + ".x");
  }

  String event(int number) {
    return EventId.of("c", key(number), "1795464361.00000", "PUT");
  }

  List<String> events() {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      events.add(event(i));
    }
    return events;
  }

  ReplayFilter filter(String route, String status) {
    return new ReplayFilter(
        project, route, null, null, null, null, status, List.of(), route != null);
  }

  Feeding.Parts parts(BiConsumer<List<Queues.Queued>, Boolean> again) {
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

  Map<String, Long> room(Collection<String> topics) {
    return topics.stream().collect(Collectors.toMap(t -> t, t -> room.getOrDefault(t, 70L)));
  }

  void note(List<Queues.Queued> some, boolean alsoWaiting) {
    some.forEach(one -> queued.merge(one.key().id(), 1, Integer::sum));
    runs.await(some.stream().map(one -> RunOf.of(one.key(), one.object(), Instant.now())).toList());
    runs.replaced(some.stream().map(Queues.Queued::key).toList(), alsoWaiting);
  }

  Replay stored(String id) {
    return replays.find(id).orElseThrow();
  }

  Feeding taken(String id, Lease lease, BiConsumer<List<Queues.Queued>, Boolean> again) {
    return new Feeding(replays.takeUp(id, lease.term()).orElseThrow(), lease, parts(again));
  }

  void feedAll(String id, Feeding feeding) {
    for (int turns = 0; stored(id).state() == Replay.State.FEEDING; turns++) {
      feeding.feed();
      assertTrue(turns < 1000, "it does not come to its end");
    }
  }

  void await(int number, RunKey run) {
    LakeObject object = Documents.object(documents.find(key(number)));
    runs.await(List.of(RunOf.of(run, object, Instant.now())));
  }

  static void feedUntilItWaits(Feeding feeding) {
    for (int turns = 0; feeding.feed(); turns++) {
      assertTrue(turns < 100, "it does not wait");
    }
  }

  void end(String status) {
    log("operations")
        .updateMany(
            Filters.and(Filters.in("event_id", events()), Filters.eq("status", "waiting")),
            Updates.set("status", status));
  }

  com.mongodb.client.MongoCollection<Document> log(String name) {
    return mongo.getDatabase("log").getCollection(name);
  }
}
