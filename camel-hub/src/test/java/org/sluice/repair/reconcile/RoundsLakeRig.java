package org.sluice.repair.reconcile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.sluice.catalogue.Inventory;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.journals.Journals;
import org.sluice.event.Projects;
import org.sluice.repair.Lease;
import org.sluice.repair.Leases;
import org.sluice.swift.FakeSwift;

/** Rounds against MongoDB's protocol, and a Swift that is none. */
@Tag("lake")
abstract class RoundsLakeRig {
  private static MongoClient mongo;

  private final Projects projects = new Projects(Set.of(FakeSwift.ACCOUNT));
  final MongoDatabase log = mongo.getDatabase("test_" + UUID.randomUUID());
  final Leases leases = new Leases(log, Duration.ofHours(1));
  final Journals journals = new Journals(log);
  final AtomicLong clock = new AtomicLong();
  final List<Came> told = Collections.synchronizedList(new ArrayList<>());
  final Set<String> others = new TreeSet<>();
  Consumer<Inventory.Place> atReading = place -> {};
  Consumer<Runnable> walking = atPage -> {};
  boolean endless;
  FakeSwift swift;

  @BeforeAll
  static void connect() {
    mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
  }

  @AfterAll
  static void close() {
    mongo.close();
  }

  @BeforeEach
  void start() throws Exception {
    swift = new FakeSwift();
    swift.put("c", "a", "1795464361.00000", "e1");
  }

  @AfterEach
  void stop() {
    swift.close();
    leases.close();
    log.drop();
  }

  private Inventory inventory() {
    return new Inventory(null) {
      @Override
      public String project(Place place) {
        return projects.of(place.account(), place.container());
      }

      @Override
      public Set<Place> places(String project, Runnable atPage) {
        walking.accept(atPage);
        return Set.of();
      }

      @Override
      public Set<String> accounts() {
        return others;
      }

      @Override
      public void each(Place place, Consumer<Known> each) {
        do {
          atReading.accept(place);
          each.accept(
              new Known(
                  "a", "1795464361.00000", null, "e1", Status.DONE, "application/json", Map.of()));
        } while (endless);
      }
    };
  }

  Reconciler reconciler() {
    return new Reconciler(
        new Reconciler.Settings(
            "lake1", List.of(FakeSwift.ACCOUNT), Duration.ofDays(7), 0, Duration.ZERO),
        inventory(),
        swift.listings(),
        journals,
        events -> {},
        leases,
        log,
        told::add,
        clock::get);
  }

  /** The schedule's round over all. */
  void round(Lease lease) {
    reconciler().due(lease);
  }

  /** The same, under its lease. */
  void due() {
    try (Lease lease = leases.take(Reconciler.DUE).orElseThrow()) {
      reconciler().due(lease);
    }
  }

  /** The schedule's round over what moved. */
  void moved() {
    try (Lease lease = leases.take(Reconciler.MOVED).orElseThrow()) {
      reconciler().moved(lease);
    }
  }

  /** A round by command, to its end. */
  void asked(String project, boolean full) throws InterruptedException {
    Request request = new Request(project, full, false, 0, Duration.ZERO, Request.By.COMMAND);
    String id = reconciler().start(request).orElseThrow();
    long until = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while ("running".equals(reconciler().round(id).get("state"))) {
      assertTrue(System.nanoTime() < until, "The round does not end");
      Thread.sleep(20);
    }
  }

  /** Accounts and containers that were compared. */
  List<String> compared() {
    return report().getList("by_container", Document.class).stream()
        .filter(one -> one.get("error") == null)
        .map(one -> one.getString("account") + "/" + one.getString("container"))
        .toList();
  }

  List<Document> failed() {
    return report().getList("by_container", Document.class).stream()
        .filter(one -> one.get("error") != null)
        .toList();
  }

  List<String> containers(boolean failed) {
    return report().getList("by_container", Document.class).stream()
        .filter(one -> (one.get("error") != null) == failed)
        .map(one -> one.getString("container"))
        .toList();
  }

  Document report() {
    return log.getCollection("reconciliations").find().first();
  }

  Object state() {
    return report().get("state");
  }
}
