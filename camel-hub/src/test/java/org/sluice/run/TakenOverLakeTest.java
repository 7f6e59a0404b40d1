package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.sluice.catalogue.LedgerEntry;
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
import org.sluice.dispatch.RouteTable;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;
import org.sluice.event.Projects;

/** What a fallback had of an object goes once a replay has brought it through another route. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class TakenOverLakeTest {
  private static final String V1 = "1795464361.00000";
  private static final String REST = "rest";
  private static final String NEW = "new";
  private static final String REPLAY = "20261127-1";
  private static final GoldPlace PLACE = new GoldPlace("documents", "p", "c", "k:", null, null);
  private static MongoClient mongo;
  private static Documents documents;
  private static Registrar registrar;
  private static Runs runs;
  private static Ledger ledger;

  private final String name = "taken/" + Long.toString(System.nanoTime(), 36) + ".json";
  private final List<Queues.Taken> taken = new ArrayList<>();
  private final List<GoldRemover.Stale> removed = new ArrayList<>();
  private boolean dies;
  private final RunLog log =
      new RunLog(
          documents,
          runs,
          new DayCounts(mongo),
          new Statuses(documents, runs, 100),
          ledger,
          new OnRecord(),
          (route, status, length, operations) -> {});
  private final LakeObject object =
      registrar
          .register(
              List.of(Events.created(name, V1)),
              one -> new Takers("", List.of(new RunKey(one.eventId(), REST, "r1", RunKey.LIVE))))
          .get(0)
          .object();

  /** What the queues put on record, without the queues. */
  private final class OnRecord implements RunEnds.Ensuing {
    @Override
    public void announce(List<Queues.Announcement> announcements) {}

    @Override
    public boolean isFallback(String route) {
      return route.equals(REST);
    }

    @Override
    public void fallBack(List<Queues.Declined> declined) {}

    @Override
    public void takeBack(List<Queues.Taken> some) {
      some.forEach(
          one -> {
            RunKey removal = key(one.fallback(), RunKey.TAKEN + "-" + one.replay());
            runs.await(List.of(RunOf.of(removal, object, Instant.now())));
            one.runs().forEach(run -> runs.await(List.of(RunOf.of(run, object, null))));
            runs.taken(one.runs(), one.by());
            if (dies) {
              throw new IllegalStateException("killed before Kafka has it");
            }
          });
      taken.addAll(some);
    }

    @Override
    public void queue(LakeObject again, String route, String id) {}
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

  @Test
  void itsGoldOfTheSameVersionGoesAndItsRunCountsNoMore() {
    ends(REST, RunKey.LIVE, Status.DONE);
    assertEquals("done", status());
    ends(NEW, REPLAY, Status.DONE);
    assertEquals(List.of(REST), taken.stream().map(Queues.Taken::fallback).toList());
    assertEquals("superseded", run(REST, RunKey.LIVE));
    assertEquals("waiting", status(), "its gold is there yet");
    removal(RunKey.TAKEN + "-" + REPLAY);
    assertEquals(List.of(Set.of(V1)), removed.stream().map(GoldRemover.Stale::versions).toList());
    assertEquals(List.of(), places(REST));
    assertEquals(1, places(NEW).size());
    assertEquals("done", status());
  }

  @ParameterizedTest
  @EnumSource(names = {"DECLINED", "PARKED", "SUPERSEDED"})
  void whereTheOtherDoesNotEndDoneItStays(Status end) {
    ends(REST, RunKey.LIVE, Status.DONE);
    ends(NEW, REPLAY, end);
    assertEquals(List.of(), taken);
    assertEquals("done", run(REST, RunKey.LIVE));
    assertEquals(1, places(REST).size());
  }

  @Test
  void aParkedRunOfTheFallbackCountsNoMoreEither() {
    ends(REST, RunKey.LIVE, Status.PARKED);
    assertEquals("parked", status());
    ends(NEW, REPLAY, Status.DONE);
    removal(RunKey.TAKEN + "-" + REPLAY);
    assertEquals("done", status());
  }

  @Test
  void oneThatIsStillToComeDoesNotCome() {
    ends(NEW, REPLAY, Status.DONE);
    assertEquals("superseded", run(REST, RunKey.LIVE));
    removal(RunKey.TAKEN + "-" + REPLAY);
    assertEquals("done", status());
  }

  @Test
  void whoDiesBeforeTheRemovalIsQueuedQueuesItWhenItsRunComesAgain() {
    ends(REST, RunKey.LIVE, Status.DONE);
    dies = true;
    try {
      ends(NEW, REPLAY, Status.DONE);
    } catch (IllegalStateException e) {
      assertEquals("killed before Kafka has it", e.getMessage());
    }
    assertEquals(List.of(), taken);
    dies = false;
    log.settle(begun(NEW, REPLAY), false);
    assertEquals(1, taken.size());
    removal(RunKey.TAKEN + "-" + REPLAY);
    log.settle(begun(NEW, REPLAY), false);
    assertEquals(1, taken.size(), "it is done");
    assertEquals("done", status());
  }

  @Test
  void aRemovalThatComesLateLeavesWhatTheFallbackWroteSince() {
    ends(REST, RunKey.LIVE, Status.DONE);
    ends(NEW, REPLAY, Status.DONE);
    // By a second replay all others declined, and the fallback had it again.
    ends(REST, "20261127-2", Status.DONE);
    removal(RunKey.TAKEN + "-" + REPLAY);
    assertEquals(List.of(), removed);
    assertEquals(1, places(REST).size());
  }

  @Test
  void aRemovalForAnyOtherReasonTakesNothingOfTheVersionItself() {
    ends(REST, RunKey.LIVE, Status.DONE);
    ends(NEW, REPLAY, Status.DONE);
    removal(RunKey.REMOVAL);
    assertEquals(List.of(), removed);
  }

  private void ends(String route, String replay, Status status) {
    Started started = begun(route, replay);
    Run run =
        new Run(
            object,
            route,
            "r1",
            started.attempt(),
            places ->
                log.open(started.entry(), object, "r1", false, places, started.ledger() == null),
            false,
            List.of(),
            new Portions(1000, 1, 1),
            new Credit(1000).share(route));
    run.writes(List.of(PLACE));
    log.end(started, route.equals(REST), run, status, null, null, true);
  }

  /** The removal comes off its queue. */
  private void removal(String id) {
    GoldRemover remover =
        new GoldRemover() {
          @Override
          public long remove(Stale stale) {
            removed.add(stale);
            return 1;
          }

          @Override
          public boolean comesFirst() {
            return false;
          }
        };
    new Runner(
            new RouteTable(),
            null,
            log,
            new Cleaning(Map.of(PLACE.service(), remover), ledger, runs),
            new Credit(1000),
            new Portions(1000, 1, 1),
            new Patience(20, Duration.ofHours(1)),
            Duration.ofHours(1))
        .run(entry(REST, id), new Circuit(Duration.ofSeconds(30)), abandoned -> {});
  }

  private Started begun(String route, String replay) {
    return log.start(entry(route, replay));
  }

  private String status() {
    return documents.find(object.key()).getString("status");
  }

  private String run(String route, String replay) {
    RunKey key = key(route, replay);
    return runs.find(List.of(key)).get(key.id()).getString("status");
  }

  private List<LedgerPlace> places(String route) {
    Ledger.QueuedObject asked = new Ledger.QueuedObject(object.key(), route);
    LedgerEntry entry = ledger.find(List.of(asked)).get(asked.ledgerId());
    return entry.places();
  }

  private RunKey key(String route, String replay) {
    return new RunKey(object.eventId(), route, "r1", replay);
  }

  private QueueEntry entry(String route, String replay) {
    return new QueueEntry(
        object.eventId(),
        route,
        "r1",
        replay,
        object.key().account(),
        object.key().container(),
        object.key().object(),
        object.version(),
        null,
        0);
  }
}
