package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.event.Projects;

/** What is on record of runs, kept against a real MongoDB protocol server. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class StatusesLakeTest {
  private static final Instant STARTED = Instant.parse("2026-11-23T20:06:04.774990123Z");

  private static MongoClient mongo;
  private static Documents documents;
  private static Runs runs;
  private static Statuses statuses;
  private static Registrar registrar;
  private final String name = "statuses/" + Long.toString(System.nanoTime(), 36) + ".json";
  private LakeObject object;

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

  @Test
  void anObjectsStatusIsTheWorstOfItsRuns() {
    RunKey a = queued("a");
    RunKey b = queued("b");
    end(a, Status.DONE);
    settle(a);
    assertEquals("waiting", document().getString("status"));
    end(b, Status.PARKED);
    settle(b);
    assertEquals("parked", document().getString("status"));
    RunKey c = queued("c");
    end(c, Status.DECLINED);
    RunKey again = b.retry("r1");
    runs.await(List.of(of(again)));
    runs.replaced(List.of(again), false);
    settle(c);
    assertEquals("waiting", document().getString("status"));
    end(again, Status.DONE);
    settle(again);
    assertEquals("done", document().getString("status"));
    assertEquals("superseded", status(b));
    assertEquals("done", status(a));
  }

  @Test
  void aRunTakesThePlaceOfEarlierOnesOnlyAndOnlyWhereTheseAreOver() {
    RunKey live = queued("a");
    RunKey first = new RunKey(live.eventId(), "a", "r1", "first");
    RunKey second = new RunKey(live.eventId(), "a", "r1", "second");
    runs.await(List.of(of(first)));
    runs.replaced(List.of(first), false);
    assertEquals("waiting", status(live));
    end(live, Status.PARKED);
    end(first, Status.DONE);
    runs.await(List.of(RunOf.of(second, object, Instant.now().plusSeconds(1))));
    runs.replaced(List.of(second), false);
    end(second, Status.DONE);
    // Fed again by a hub that took over: what came later stays.
    runs.replaced(List.of(first), false);
    assertEquals(
        List.of("superseded", "superseded", "done"),
        List.of(status(live), status(first), status(second)));
  }

  @Test
  void anObjectWaitsForTheRunsThatItExpects() {
    register(List.of("a", "b"));
    statuses.refresh(List.of(object.key()));
    assertEquals("waiting", document().getString("status"));
    end(key("a"), Status.DONE);
    settle(key("a"));
    assertEquals("waiting", document().getString("status"));
    assertEquals(List.of(key("b")), Documents.unrecorded(document(), runs.of(object.key())));
    end(key("b"), Status.DECLINED);
    settle(key("b"));
    assertEquals("done", document().getString("status"));
  }

  @Test
  void anEventThatIsRepeatedExpectsWhatTheRoutesSayNow() {
    register(List.of("a", "b"));
    register(List.of("a"));
    end(key("a"), Status.DONE);
    settle(key("a"));
    assertEquals("done", document().getString("status"));
  }

  @Test
  void aRunsAttemptsAreOneRecord() {
    register(List.of("a"));
    RunKey run = key("a");
    end(run, Status.WAITING);
    runs.going(List.of(new Runs.Going(of(run), 2, STARTED)));
    assertEquals("running", status(run));
    end(run, Status.DONE, 2);
    assertEquals("done", status(run));
    assertEquals(6, onRecord(run).getList("operations", Document.class).size());
    assertEquals(name, onRecord(run).getString("object"));
  }

  @Test
  void whatIsOverStaysAsItIs() {
    register(List.of("a"));
    end(key("a"), Status.DONE);
    end(key("a"), Status.PARKED);
    end(key("a"), Status.PARKED, 2);
    assertEquals("done", status(key("a")));
    assertEquals(3, onRecord(key("a")).getList("operations", Document.class).size());
  }

  @Test
  void aRunThatGoesForLongIsOnRecordThoughItWasNot() {
    register(List.of("a"));
    runs.going(List.of(new Runs.Going(of(key("a")), 1, STARTED)));
    statuses.refresh(List.of(object.key()));
    assertEquals("running", document().getString("status"));
    end(key("a"), Status.DONE);
    assertEquals("done", status(key("a")));
    assertEquals(3, onRecord(key("a")).getList("operations", Document.class).size());
  }

  @Test
  void anAttemptIsNotedOnceHoweverOftenItIsSettled() {
    RunKey run = queued("a");
    end(run, Status.DONE);
    end(run, Status.DONE);
    settle(run);
    settle(run);
    // what a hub does that finds the run final, with times as the log keeps them
    statuses.settle(
        documents.find(List.of(object.key())),
        List.of(Attempt.last(run, onRecord(run), object)),
        Map.of());
    assertEquals(2, document().getList("successful_operations", Document.class).size());
    assertEquals(1, document().getList("failed_operations", Document.class).size());
    assertEquals(
        List.of("influxdb"), document().getList("processed_data_area_service", String.class));
    assertEquals(
        List.of("read", "look-up", "write"),
        onRecord(run).getList("operations", Document.class).stream()
            .map(one -> one.getString("step"))
            .toList());
  }

  @Test
  void runsOfOneObjectThatEndAtOnceAreAllNoted() throws Exception {
    List<RunKey> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.add(queued("route" + i));
    }
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<?>> settled = new ArrayList<>();
      for (RunKey run : all) {
        settled.add(
            threads.submit(
                () -> {
                  end(run, Status.DONE);
                  settle(run);
                }));
      }
      for (Future<?> one : settled) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
    assertEquals("done", document().getString("status"));
    assertEquals(24, document().getList("successful_operations", Document.class).size());
  }

  @Test
  void ofTwoThatComputeAStatusAtOnceTheOneThatReadLaterWins() {
    RunKey a = queued("a");
    RunKey b = queued("b");
    end(a, Status.DONE);
    end(b, Status.DONE);
    AtomicBoolean first = new AtomicBoolean(true);
    CommandListener between =
        new CommandListener() {
          @Override
          public void commandStarted(CommandStartedEvent event) {
            if (event.getCommandName().equals("update") && first.getAndSet(false)) {
              queued("c");
              end(key("c"), Status.PARKED);
              statuses.refresh(List.of(object.key()));
            }
          }
        };
    MongoClientSettings settings =
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(System.getenv("SLUICE_MONGODB_URI")))
            .addCommandListener(between)
            .build();
    try (MongoClient slow = MongoClients.create(settings)) {
      Documents theirs = new Documents(slow, new Projects(Set.of("AUTH_tried")));
      new Statuses(theirs, new Runs(slow), 100)
          .settle(theirs.find(List.of(object.key())), List.of(attempt(a)), Map.of());
    }
    assertEquals("parked", document().getString("status"));
    assertEquals(2, document().getList("successful_operations", Document.class).size());
  }

  @Test
  void runsThatAreQueuedAgainStayAsTheyAre() {
    RunKey run = queued("a");
    end(run, Status.DONE);
    runs.await(List.of(of(run), of(new RunKey(object.eventId(), "b", "r1", "0"))));
    assertEquals("done", status(run));
    assertEquals(2, runs.ofEvents(List.of(object.eventId())).get(object.eventId()).size());
  }

  @Test
  void runsOfOutdatedEventsThatWaitAreEndedAndOthersStay() {
    RunKey run = queued("a");
    RunKey over = queued("b");
    end(over, Status.DONE);
    runs.outdated(List.of("another event"));
    assertEquals("waiting", status(run));
    runs.outdated(List.of(object.eventId()));
    assertEquals("superseded", status(run));
    assertEquals("done", status(over));
  }

  @Test
  void anOutdatedRunThatWasTriedEndsByItself() {
    RunKey run = queued("a");
    end(run, Status.WAITING);
    runs.outdated(List.of(object.eventId()));
    assertEquals("waiting", status(run));
  }

  private String status(RunKey run) {
    return onRecord(run).getString("status");
  }

  private Document onRecord(RunKey run) {
    return runs.find(List.of(run)).get(run.id());
  }

  @Test
  void whatGoesForLongIsOnRecordAsRunningUntilItEnds() {
    RunKey run = queued("a");
    Runs.Going going = new Runs.Going(of(run), 3, STARTED);
    runs.going(List.of(going));
    statuses.refresh(List.of(object.key()));
    assertEquals("running", document().getString("status"));
    end(run, Status.DONE);
    runs.going(List.of(going));
    statuses.refresh(List.of(object.key(), new ObjectKey("AUTH_tried", "neocampus", "no/such")));
    assertEquals("done", document().getString("status"));
  }

  private RunKey queued(String route) {
    if (object == null) {
      register(List.of());
    }
    RunKey run = key(route);
    runs.await(List.of(of(run)));
    return run;
  }

  private void register(List<String> routes) {
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

  private RunKey key(String route) {
    return new RunKey(object.eventId(), route, "r1", "0");
  }

  private RunOf of(RunKey run) {
    return RunOf.of(run, object, STARTED);
  }

  private void end(RunKey run, Status status) {
    end(run, status, 1);
  }

  private void end(RunKey run, Status status, int attempt) {
    runs.end(
        List.of(
            new RunEnd(
                of(run),
                attempt == 1,
                attempt,
                status,
                STARTED,
                STARTED,
                null,
                null,
                attempt(run).operations(),
                List.of(new Document("service", "influxdb")),
                0,
                List.of())));
  }

  private void settle(RunKey run) {
    statuses.settle(documents.find(List.of(object.key())), List.of(attempt(run)), Map.of());
  }

  private Attempt attempt(RunKey run) {
    Trouble trouble = new Trouble("service-unreachable", "transient", "down", "look", null);
    return new Attempt(
        run,
        1,
        object,
        List.of(
            new Operation("read", "rev1", Operation.SUCCEEDED, STARTED, 1.5, 1, 1, null),
            new Operation("look-up", "rev1", Operation.FAILED, STARTED, 1.5, 1, 1, trouble),
            new Operation("write", "rev1", Operation.SUCCEEDED, STARTED, 1.5, 1, 1, null)),
        List.of("influxdb"),
        List.of());
  }

  private Document document() {
    return documents.find(object.key());
  }
}
