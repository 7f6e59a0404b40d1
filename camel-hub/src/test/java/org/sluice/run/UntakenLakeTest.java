package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.catalogue.RunKey;
import org.sluice.dispatch.RouteTable;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;

/** A run that the hub cannot take up for good, as something on record of it is not as it should. */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class UntakenLakeTest extends RunsLakeRig {
  private final String name = name("untaken");
  private final MongoDatabase aside = database("test_" + UUID.randomUUID());
  private final RefusedEvents refused = new RefusedEvents(aside);
  private final LakeObject object = register(Events.created(name, V1));
  private final RunLog log = log(new NothingEnsues());
  private final Runner runner =
      new Runner(
          new RouteTable(),
          null,
          log,
          new Cleaning(Map.of(), ledger, runs),
          new Credit(1000),
          new Portions(1000, 1, 1, nanos -> {}),
          new Patience(20, Duration.ofHours(1)),
          refused,
          Duration.ofHours(1));

  @AfterEach
  void drop() {
    aside.drop();
  }

  @Test
  void itIsParkedAloneAndThoseTakenUpWithItAreDone() {
    breakLedger("r7");
    List<CompletableFuture<Outcome>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String route = "r" + i;
      all.add(CompletableFuture.supplyAsync(() -> run(route)));
    }
    for (int i = 0; i < 20; i++) {
      Outcome outcome = all.get(i).orTimeout(60, TimeUnit.SECONDS).join();
      assertEquals(i == 7 ? Outcome.over() : Outcome.done(), outcome, "r" + i);
      assertEquals(i == 7 ? "parked" : "done", record("r" + i).getString("status"));
    }
    assertEquals("unexpected", record("r7").get("error", Document.class).getString("code"));
    assertEquals(0, refused.count());
  }

  @Test
  void whereItCannotEvenBeParkedItIsSetAside() {
    database("log")
        .getCollection("operations")
        .insertOne(new Document("_id", key("r").id()).append("status", "none such"));
    assertEquals(Outcome.over(), run("r"));
    Map<String, Object> one = refused.list().get(0);
    assertEquals("log.operations/" + key("r").id(), one.get("id"));
    assertTrue(one.get("why").toString().contains(object.key().toString()), one.toString());
  }

  private void breakLedger(String route) {
    database("log")
        .getCollection("ledger")
        .insertOne(
            new Document("_id", new Ledger.QueuedObject(object.key(), route).ledgerId())
                .append("places", new Document("a", "no place")));
  }

  /** Of a removal, which needs no route. */
  private RunKey key(String route) {
    return key(object, route, RunKey.REMOVAL);
  }

  private Document record(String route) {
    return runs.find(List.of(key(route))).get(key(route).id());
  }

  private Outcome run(String route) {
    CompletableFuture<Outcome> over = new CompletableFuture<>();
    Circuit circuit = new Circuit(Duration.ofSeconds(30));
    Outcome outcome = runner.run(entry(object, route, RunKey.REMOVAL), circuit, over::complete);
    return outcome == null ? over.orTimeout(60, TimeUnit.SECONDS).join() : outcome;
  }
}
