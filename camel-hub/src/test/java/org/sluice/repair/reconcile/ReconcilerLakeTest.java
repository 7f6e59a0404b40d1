package org.sluice.repair.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.catalogue.Inventory;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.journals.Journals;
import org.sluice.repair.Lease;
import org.sluice.repair.Leases;
import org.sluice.swift.FakeSwift;

/** Rounds and the lease that they are done under, against MongoDB's protocol. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class ReconcilerLakeTest {
  private static MongoClient mongo;

  private final MongoDatabase log = mongo.getDatabase("test_" + UUID.randomUUID());
  private final Leases leases = new Leases(log, Duration.ofHours(1));
  private final List<Came> told = new ArrayList<>();
  private Consumer<Inventory.Place> atReading = place -> {};
  private boolean endless;
  private FakeSwift swift;

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
        return place.container();
      }

      @Override
      public Set<Place> places(String project) {
        return Set.of();
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

  private Reconciler reconciler() {
    return new Reconciler(
        new Reconciler.Settings(
            "lake1", List.of(FakeSwift.ACCOUNT), Duration.ofDays(7), 0, Duration.ZERO),
        inventory(),
        swift.listings(),
        new Journals(mongo),
        events -> {},
        leases,
        log,
        told::add);
  }

  private void round(Lease lease) {
    reconciler().scheduled(lease);
  }

  @Test
  void aRoundUnderItsLeaseIsWhole() {
    round(leases.take("reconcile").orElseThrow());
    assertEquals(List.of(true), told.stream().map(Came::isWhole).toList());
    assertEquals(1, told.get(0).compared());
  }

  @Test
  void aRoundThatLosesItsLeaseIsBrokenOffAndSaysSo() {
    Lease lease = leases.take("reconcile").orElseThrow();
    atReading = place -> lease.close();
    round(lease);
    assertEquals(List.of(false), told.stream().map(Came::isWhole).toList());
    assertEquals("interrupted", state());
  }

  @Test
  void aRoundIsStoppedOnWhicheverHubItIsAndTellsWhatItCompared() {
    swift.put("d", "b", "1795464361.00000", "e1");
    Reconciler elsewhere = reconciler();
    long until = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    atReading =
        place -> {
          assertTrue(System.nanoTime() < until, "The round goes on though it was stopped");
          elsewhere.latest().forEach(round -> elsewhere.stop((String) round.get("id")));
        };
    endless = true;
    round(leases.take("reconcile").orElseThrow());
    Document round = log.getCollection("reconciliations").find().first();
    assertEquals("stopped", round.getString("state"));
    List<Document> containers = round.getList("by_container", Document.class);
    assertEquals(List.of("c"), containers.stream().map(one -> one.get("container")).toList());
    assertTrue(containers.get(0).getString("error").contains("stopped"), containers::toString);
    assertFalse(elsewhere.stop(round.getString("_id")), "A round that is over is not stopped");
    assertEquals(0, log.getCollection("reconciled").countDocuments());
  }

  static List<RuntimeException> lasting() {
    return List.of(
        new MongoCommandException(
            BsonDocument.parse("{code: 17280, errmsg: 'the key is too long'}"),
            new ServerAddress()),
        new BsonMaximumSizeExceededException("too large"),
        new NullPointerException());
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void aContainerThatCannotBeComparedIsSaidToBeSoAndTheOthersAreCompared(RuntimeException why) {
    swift.put("b", "a", "1795464361.00000", "e1");
    swift.put("d", "a", "1795464361.00000", "e1");
    atReading =
        place -> {
          if (place.container().equals("c")) {
            throw why;
          }
        };
    round(leases.take("reconcile").orElseThrow());
    assertEquals("done", state());
    assertEquals(List.of("b", "d"), containers(false));
    assertEquals(List.of("c"), containers(true));
    assertEquals(why.toString(), failed().get(0).getString("error"));
    assertEquals(1L, report().get("failed"));
    assertEquals(List.of(false), told.stream().map(Came::isWhole).toList());
  }

  @Test
  void aContainerThatSwiftDoesNotShowStopsNoOther() {
    swift.put("b", "a", "1795464361.00000", "e1");
    swift.forbidden.add("b");
    round(leases.take("reconcile").orElseThrow());
    assertEquals("done", state());
    assertEquals(List.of("c"), containers(false));
    assertEquals(
        "Swift refuses the hub's user to read AUTH_7776/b: 403",
        failed().get(0).getString("error"));
  }

  @Test
  void aRoundWithoutMongoBreaksOff() {
    atReading =
        place -> {
          throw new MongoTimeoutException("nobody is there");
        };
    round(leases.take("reconcile").orElseThrow());
    assertEquals("failed", state());
  }

  private List<Document> failed() {
    return report().getList("by_container", Document.class).stream()
        .filter(one -> one.get("error") != null)
        .toList();
  }

  private List<String> containers(boolean failed) {
    return report().getList("by_container", Document.class).stream()
        .filter(one -> (one.get("error") != null) == failed)
        .map(one -> one.getString("container"))
        .toList();
  }

  private Document report() {
    return log.getCollection("reconciliations").find().first();
  }

  private Object state() {
    return report().get("state");
  }
}
