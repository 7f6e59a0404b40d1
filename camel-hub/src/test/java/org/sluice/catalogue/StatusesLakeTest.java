package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.Projects;

/** What an object's runs make of its status, kept against a real MongoDB protocol server. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class StatusesLakeTest extends StatusesRig {
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
  void whatOneRunTakesOutIsGoneAlsoWhereAnotherWritesAtTheSameTime() {
    register(List.of("a", "b"));
    Attempt first = attempt(key("a"), List.of("mongodb", "neo4j"), List.of());
    settle(List.of(first));
    assertEquals(List.of("mongodb", "neo4j"), services());
    settle(
        List.of(
            attempt(key("b"), List.of("influxdb"), List.of()),
            attempt(key("c"), List.of(), List.of("mongodb"))));
    assertEquals(List.of("neo4j", "influxdb"), services());
  }

  private void settle(List<Attempt> attempts) {
    statuses.settle(documents.find(List.of(object.key())), attempts, Map.of());
  }

  private List<String> services() {
    return document().getList("processed_data_area_service", String.class);
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
}
