package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.catalogue.DayCounts;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.Registrar;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.Statuses;
import org.sluice.catalogue.Takers;
import org.sluice.catalogue.ToolDocuments;
import org.sluice.dispatch.QueueEntry;
import org.sluice.dispatch.Queues;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectEvent;
import org.sluice.event.Projects;

/**
 * A run wrote gold late, after a newer version had come and cleaned up, and its hub dies before all
 * that follows is done. Its place on the queue comes again, as it was not committed.
 */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class DeathLakeTest {
  private static final String V1 = "1795464361.00000";
  private static final String V2 = "1795464362.00000";
  private static final List<GoldPlace> PLACES =
      List.of(new GoldPlace("influxdb", "p", "m", "", 1L, 2L));
  private static MongoClient mongo;
  private static Documents documents;
  private static Registrar registrar;
  private static Runs runs;
  private static Ledger ledger;

  private final String name = "death/" + Long.toString(System.nanoTime(), 36) + ".json";
  private final List<String> queued = new ArrayList<>();
  private Death death;
  private final RunLog log =
      new RunLog(
          documents,
          runs,
          new DayCounts(mongo),
          new Statuses(documents, runs, 100),
          ledger,
          new Mortal(),
          (route, status, length, operations) -> {});

  /** Where a hub dies. */
  private enum Death {
    BEFORE_THE_NEWEST_IS_QUEUED,
    BEFORE_KAFKA_HAS_IT,
    BEFORE_THE_END_IS_ON_RECORD
  }

  private final class Mortal implements RunEnds.Ensuing {
    @Override
    public void announce(List<Queues.Announcement> announcements) {
      die(Death.BEFORE_THE_END_IS_ON_RECORD);
    }

    @Override
    public boolean isFallback(String route) {
      return false;
    }

    @Override
    public void fallBack(List<Queues.Declined> declined) {}

    @Override
    public void takeBack(List<Queues.Taken> taken) {}

    @Override
    public void queue(LakeObject object, String route, String id) {
      die(Death.BEFORE_THE_NEWEST_IS_QUEUED);
      RunKey key = new RunKey(object.eventId(), route, "r1", id);
      runs.await(List.of(RunOf.of(key, object, Instant.now())));
      die(Death.BEFORE_KAFKA_HAS_IT);
      queued.add(id);
    }

    private void die(Death here) {
      if (death == here) {
        throw new IllegalStateException("killed " + here);
      }
    }
  }

  @BeforeAll
  static void connect() {
    mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
    documents = new Documents(mongo, new Projects(Set.of("AUTH_tried")));
    registrar = new Registrar(mongo, documents, new ToolDocuments(mongo, documents));
    runs = new Runs(mongo);
    ledger = new Ledger(mongo);
  }

  @AfterAll
  static void close() {
    mongo.close();
  }

  @ParameterizedTest
  @EnumSource
  void whereverItDiesTheNewestRunsOnceMoreAndWhatWasWrittenLateIsKnown(Death where) {
    LakeObject first = register(Events.created(name, V1));
    Started slow = begun(first);
    Run late = writing(slow, first);
    LakeObject second = register(Events.created(name, V2));
    done(second);
    death = where;
    assertThrows(
        IllegalStateException.class,
        () -> log.end(slow, false, late, Status.DONE, null, null, true));
    assertFalse(isOver(first), "nobody would look after it any more");
    death = null;
    queued.clear();
    Started again = begun(first);
    assertFalse(again.isNewest());
    log.superseded(again, false, Instant.now());
    assertEquals("superseded", record(first).getString("status"));
    assertFalse(queued.isEmpty());
    assertEquals(waiting(second), queued, "one waits that is on no queue");
    assertEquals(List.of(V1), places(first).stream().map(LedgerPlace::version).toList());
    assertEquals("waiting", documents.find(first.key()).getString("status"));
  }

  @Test
  void whoComesOnceMoreAfterAllIsDoneChangesNothing() {
    LakeObject first = register(Events.created(name, V1));
    Started slow = begun(first);
    Run late = writing(slow, first);
    LakeObject second = register(Events.created(name, V2));
    done(second);
    log.end(slow, false, late, Status.DONE, null, null, true);
    assertEquals(List.of("again-" + V1), queued);
    Document ended = record(first);
    Started again = begun(first);
    assertTrue(again.isFinal());
    log.settle(again, false);
    assertEquals(List.of("again-" + V1), queued);
    assertEquals(ended, record(first));
  }

  @Test
  void aRunThatWaitsToBeTriedAgainTakesBackWhatItWroteBefore() {
    LakeObject first = register(Events.created(name, V1));
    Started slow = begun(first);
    log.end(slow, false, writing(slow, first), Status.WAITING, null, null, true);
    LakeObject second = register(Events.created(name, V2));
    // The same event once more, and outdated.
    runs.outdated(List.of(first.eventId()));
    done(second);
    log.superseded(begun(first), false, Instant.now());
    assertEquals(List.of("again-" + V1), queued);
  }

  private LakeObject register(ObjectEvent event) {
    return registrar
        .register(
            List.of(event),
            o -> new Takers("", List.of(new RunKey(o.eventId(), "r", "r1", RunKey.LIVE))))
        .get(0)
        .object();
  }

  private Started begun(LakeObject object) {
    return log.start(entry(object));
  }

  /** A run that is about to write, or does. */
  private Run writing(Started started, LakeObject object) {
    Run run =
        new Run(
            object,
            "r",
            "r1",
            started.attempt(),
            places ->
                log.open(started.entry(), object, "r1", false, places, started.ledger() == null),
            false,
            List.of(),
            new Portions(1000, 1, 1),
            new Credit(1000).share("r"));
    run.writes(PLACES);
    return run;
  }

  /** The newest runs, and takes out what it finds of versions before. */
  private void done(LakeObject object) {
    Started started = begun(object);
    Run run = writing(started, object);
    List<LedgerPlace> before =
        started.ledger() == null ? List.of() : started.ledger().before(object.version());
    new Cleaning(Map.of(), ledger, runs).forget(run, before);
    log.end(started, false, run, Status.DONE, null, null, true);
  }

  private Document record(LakeObject object) {
    RunKey key = entry(object).run();
    return runs.find(List.of(key)).get(key.id());
  }

  private boolean isOver(LakeObject object) {
    Document run = record(object);
    return run != null && Status.of(run.getString("status")).isFinal();
  }

  /** Runs of the object's event that are not over. */
  private static List<String> waiting(LakeObject object) {
    return runs.ofEvents(List.of(object.eventId())).get(object.eventId()).stream()
        .filter(run -> !Status.of(run.getString("status")).isFinal())
        .map(run -> run.getString("replay"))
        .sorted()
        .toList();
  }

  private static List<LedgerPlace> places(LakeObject object) {
    Ledger.QueuedObject asked = new Ledger.QueuedObject(object.key(), "r");
    return ledger.find(List.of(asked)).get(asked.ledgerId()).before(V2);
  }

  private static QueueEntry entry(LakeObject object) {
    return new QueueEntry(
        object.eventId(),
        "r",
        "r1",
        RunKey.LIVE,
        object.key().account(),
        object.key().container(),
        object.key().object(),
        object.version(),
        null,
        0);
  }
}
