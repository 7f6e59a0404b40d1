package org.sluice.catalogue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;
import org.sluice.event.Projects;

/** An object of the test's own and its runs, in a real MongoDB protocol server. */
abstract class StatusesRig {
  static final Instant STARTED = Instant.parse("2026-11-23T20:06:04.774990123Z");

  static MongoClient mongo;
  static Documents documents;
  static Runs runs;
  static Statuses statuses;
  static Registrar registrar;
  final String name = "statuses/" + Long.toString(System.nanoTime(), 36) + ".json";
  LakeObject object;

  @BeforeAll
  static void connect() {
    mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
    documents = new Documents(mongo, new Projects(Set.of("AUTH_tried")));
    runs = new Runs(mongo);
    statuses = new Statuses(documents, runs, 100);
    registrar = new Registrar(mongo, documents, new ToolDocuments(mongo, documents));
  }

  @AfterAll
  static void close() {
    mongo.close();
  }

  String status(RunKey run) {
    return onRecord(run).getString("status");
  }

  Document onRecord(RunKey run) {
    return runs.find(List.of(run)).get(run.id());
  }

  RunKey queued(String route) {
    if (object == null) {
      register(List.of());
    }
    RunKey run = key(route);
    runs.await(List.of(of(run)));
    return run;
  }

  void register(List<String> routes) {
    object =
        registrar
            .register(
                List.of(Events.created(name, "1795464361.00000")),
                one ->
                    new Takers(
                        "",
                        routes.stream()
                            .map(route -> new RunKey(one.eventId(), route, "r1", "0"))
                            .toList()))
            .get(0)
            .object();
  }

  RunKey key(String route) {
    return new RunKey(object.eventId(), route, "r1", "0");
  }

  RunOf of(RunKey run) {
    return RunOf.of(run, object, STARTED);
  }

  void end(RunKey run, Status status) {
    end(run, status, 1);
  }

  void end(RunKey run, Status status, int attempt) {
    runs.end(
        List.of(
            new RunEnd(
                of(run),
                attempt == 1,
                attempt,
                status,
                STARTED,
                STARTED.plusSeconds(attempt),
                null,
                null,
                attempt(run).operations(),
                List.of(new Document("service", "influxdb")),
                0,
                List.of(),
                List.of())));
  }

  void settle(RunKey run) {
    statuses.settle(documents.find(List.of(object.key())), List.of(attempt(run)), Map.of());
  }

  Attempt attempt(RunKey run) {
    return attempt(run, List.of("influxdb"), List.of());
  }

  Attempt attempt(RunKey run, List<String> wrote, List<String> gone) {
    Trouble trouble = new Trouble("service-unreachable", "transient", "down", "look", null);
    return new Attempt(
        run,
        1,
        object,
        List.of(
            new Operation("read", "rev1", Operation.SUCCEEDED, STARTED, 1.5, 1, 1, null),
            new Operation("look-up", "rev1", Operation.FAILED, STARTED, 1.5, 1, 1, trouble),
            new Operation("write", "rev1", Operation.SUCCEEDED, STARTED, 1.5, 1, 1, null)),
        wrote,
        gone);
  }

  Document document() {
    return documents.find(object.key());
  }
}
