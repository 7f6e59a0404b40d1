package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
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
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Runs;
import org.sluice.dispatch.RouteTable;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;
import org.sluice.event.Said;
import org.sluice.repair.RefusedRetry;

/** A run that the hub cannot take up for good, as something on record of it is not as it should. */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class UntakenLakeTest extends RunsLakeRig {
  private final String name = name("untaken");
  private final MongoDatabase aside = database("test_" + UUID.randomUUID());
  private final RefusedEvents refused = new RefusedEvents(aside);
  private final LakeObject object = register(Events.created(name, V1));
  private final List<String> ended = Collections.synchronizedList(new ArrayList<>());
  private final RunLog log =
      log(
          new NothingEnsues(),
          (route, status, length, steps) -> ended.add(route + " " + status.text()));
  private final Runner runner = runner(new RouteTable(), log, Map.of(), refused);

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
    onRecord().insertOne(new Document("_id", key("r").id()).append("status", "none such"));
    assertEquals(Outcome.over(), run("r"));
    Map<String, Object> one = refused.list().get(0);
    assertEquals("log.operations/" + key("r").id(), one.get("id"));
    assertEquals(name, one.get("object"));
    String why = "The run of %s in r is not on record; replay the object once this is mended: ";
    assertTrue(one.get("why").toString().startsWith(why.formatted(object.key())), one.toString());
    RefusedRetry.Sent again =
        new RefusedRetry(refused, events -> fail("no event is sent")).again(null);
    assertEquals(0, again.sent());
    assertEquals(
        "It is a run that is not on record; replay the object once this is mended",
        again.left().get(0).why());
    refused.settled(List.of(Events.created(name, V1)));
    assertEquals(1, refused.count(), "its own event, told again, does not do the run");
    refused.settled(List.of(Events.created(name, V2)));
    assertEquals(0, refused.count());
  }

  @Test
  void whatIsOnRecordOfItsAttemptsStaysWhereItIsParked() {
    breakLedger("r");
    Date started = Date.from(Instant.parse("2026-11-20T10:00:00Z"));
    RunOf of = RunOf.of(key("r"), object, Instant.now());
    runs.going(List.of(new Runs.Going(of, 3, started.toInstant())));
    List<Document> gold = List.of(new Document("service", "mongodb"));
    onRecord().updateOne(new Document("_id", key("r").id()), Updates.set("gold", gold));
    assertEquals(Outcome.over(), run("r"));
    Document record = record("r");
    assertEquals("parked", record.getString("status"));
    assertEquals(3, record.getInteger("attempts"));
    assertEquals(started, record.getDate("started"));
    assertEquals(gold, record.getList("gold", Document.class));
    assertEquals(List.of("r parked"), ended);
  }

  @Test
  void oneThatIsOverOnRecordStaysSoAndIsNotCountedAsParked() {
    breakLedger("r");
    runs.await(List.of(RunOf.of(key("r"), object, Instant.now())));
    onRecord().updateOne(new Document("_id", key("r").id()), Updates.set("status", "done"));
    try (Said said = new Said(Conclusion.class)) {
      assertEquals(Outcome.over(), run("r"));
      assertEquals(List.of(), said.lines());
    }
    assertEquals("done", record("r").getString("status"));
    assertEquals(List.of(), ended);
  }

  private static MongoCollection<Document> onRecord() {
    return database("log").getCollection("operations");
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
    return onRecord(key(route));
  }

  private Outcome run(String route) {
    return run(runner, entry(object, route, RunKey.REMOVAL));
  }
}
