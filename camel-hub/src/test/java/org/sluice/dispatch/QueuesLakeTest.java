package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.Registered;
import org.sluice.catalogue.Registrar;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Statuses;
import org.sluice.catalogue.ToolDocuments;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;
import org.sluice.event.Projects;

/** What is put on the queues, in which order. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class QueuesLakeTest {
  private static final String V1 = "1795464361.00000";
  private static final String V2 = "1795464362.00000";

  private final String name = "queues/" + Long.toString(System.nanoTime(), 36) + ".json";

  @Test
  void whatAFallbackHadIsOnRecordToBeTakenOutBeforeItIsQueued() {
    try (MongoClient mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"))) {
      Documents documents = new Documents(mongo, new Projects(Set.of("AUTH_tried")));
      Registrar registrar = new Registrar(mongo, documents, new ToolDocuments(mongo, documents));
      Runs runs = new Runs(mongo);
      RouteTable table = new RouteTable();
      TestRoutes.add(table, "rest", "*", true);
      KafkaClients nobody = Nobody.clients();
      try (Queues queues =
          new Queues(
              table,
              new Topics(nobody, 1, 1, 1),
              runs,
              new Statuses(documents, runs, 100),
              new Ledger(mongo),
              (run, document) -> {},
              nobody)) {
        LakeObject object =
            registrar.register(List.of(Events.created(name, V1)), queues::takers).get(0).object();
        RunKey had = new RunKey(object.eventId(), "rest", "rev1", RunKey.LIVE);
        RunKey removal = new RunKey(object.eventId(), "rest", "rev1", RunKey.TAKEN + "-r1");
        List<TakeBack.Taken> taken =
            List.of(new TakeBack.Taken(object, "rest", "new", "r1", List.of(had)));
        assertThrows(IllegalStateException.class, () -> queues.takeBack(taken));
        Map<String, Document> found = runs.find(List.of(had, removal));
        assertEquals("superseded", found.get(had.id()).getString("status"));
        assertEquals("Route new has taken the object", found.get(had.id()).getString("reason"));
        assertEquals("waiting", found.get(removal.id()).getString("status"));
      }
    }
  }

  @Test
  void whatIsToBeTakenOutIsOnRecordBeforeTheNewestCanBeDone() {
    try (MongoClient mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"))) {
      Documents documents = new Documents(mongo, new Projects(Set.of("AUTH_tried")));
      Registrar registrar = new Registrar(mongo, documents, new ToolDocuments(mongo, documents));
      Runs runs = new Runs(mongo);
      Ledger ledger = new Ledger(mongo);
      RouteTable table = new RouteTable();
      TestRoutes.add(table, "json", "application/json", false);
      KafkaClients nobody = Nobody.clients();
      try (Queues queues =
          new Queues(
              table,
              new Topics(nobody, 1, 1, 1),
              runs,
              new Statuses(documents, runs, 100),
              ledger,
              (run, document) -> {},
              nobody)) {
        registrar.register(List.of(Events.created(name, V1)), queues::takers);
        ledger.open(List.of(wrote()));
        List<Registered> newest =
            registrar.register(List.of(Events.created(name, V2)), queues::takers);
        assertThrows(IllegalStateException.class, () -> queues.route(newest));
        String event = newest.get(0).event().id();
        assertEquals(List.of("gone"), routes(runs.ofEvents(List.of(event)).get(event)));
      }
    }
  }

  private static List<String> routes(List<Document> onRecord) {
    return onRecord.stream()
        .filter(run -> run.getBoolean("removal"))
        .map(run -> run.getString("route"))
        .toList();
  }

  /** By a route that is gone. */
  private Ledger.Opening wrote() {
    LedgerPlace place = new LedgerPlace("influxdb", "p", "m", "", 1L, 2L, V1, "r1", "run");
    return new Ledger.Opening(
        Events.created(name, V1).key(), "p", "gone", V1, false, List.of(place));
  }
}
