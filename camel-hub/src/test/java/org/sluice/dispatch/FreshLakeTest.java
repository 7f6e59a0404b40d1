package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
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
import org.sluice.event.Projects;

/** Of which runs it is told that nothing is on record yet. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class FreshLakeTest {
  private static final String V1 = "1795464361.00000";
  private static final String V2 = "1795464362.00000";

  private final String name = "fresh/" + Long.toString(System.nanoTime(), 36) + ".json";
  private final MongoClient mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
  private final Documents documents = new Documents(mongo, new Projects(Set.of("AUTH_tried")));
  private final Registrar registrar =
      new Registrar(mongo, documents, new ToolDocuments(mongo, documents));
  private final Ledger ledger = new Ledger(mongo);
  private final RouteTable table = new RouteTable();
  private final List<String> fresh = new ArrayList<>();
  private final Queues queues = queues();

  private Queues queues() {
    KafkaClients nobody = Nobody.clients();
    Runs runs = new Runs(mongo);
    return new Queues(
        table,
        new Topics(nobody, 1, 1, 1),
        runs,
        new Statuses(documents, runs, 100),
        ledger,
        this::told,
        nobody);
  }

  private void told(RunKey run, Document document) {
    Document stands = documents.find(Events.created(name, V1).key());
    assertEquals(stands, document, "what is handed over is what is on record");
    fresh.add(run.id());
  }

  @AfterEach
  void close() {
    queues.close();
    mongo.close();
  }

  private List<Registered> route(String version) {
    List<Registered> registered =
        registrar.register(List.of(Events.created(name, version)), queues::takers);
    // Nobody has the queue.
    assertThrows(IllegalStateException.class, () -> queues.route(registered));
    return registered;
  }

  @Test
  void ofTheOnlyRunOfAnObjectThatIsNew() {
    TestRoutes.add(table, "json", "application/json", false);
    List<Registered> registered = route(V1);
    assertEquals(List.of(registered.get(0).runs().get(0).id()), fresh);
  }

  @Test
  void notOfARepeatedEventNorOfANewerVersion() {
    TestRoutes.add(table, "json", "application/json", false);
    registrar.register(List.of(Events.created(name, V1)), queues::takers);
    route(V1);
    route(V2);
    assertEquals(List.of(), fresh);
  }

  @Test
  void notWhereSeveralRoutesTakeTheObject() {
    TestRoutes.add(table, "json", "application/json", false);
    TestRoutes.add(table, "more", "application/*", false);
    route(V1);
    assertEquals(List.of(), fresh);
  }

  @Test
  void notWhereTheLedgerKnowsTheObjectThatTheCatalogueHasLost() {
    TestRoutes.add(table, "json", "application/json", false);
    LedgerPlace place = new LedgerPlace("influxdb", "p", "m", "", 1L, 2L, V1, "r1", "run");
    ledger.open(
        List.of(
            new Ledger.Opening(
                Events.created(name, V1).key(), "p", "json", V1, false, List.of(place))));
    route(V2);
    assertEquals(List.of(), fresh);
  }
}
