package org.sluice.repair.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import java.time.Duration;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.repair.Lease;

/** Rounds and the lease that they are done under. */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class ReconcilerLakeTest extends RoundsLakeRig {
  @Test
  void aRoundUnderItsLeaseIsWhole() {
    round(leases.take(Reconciler.DUE).orElseThrow());
    assertEquals(List.of(true), told.stream().map(Came::isWhole).toList());
    assertEquals(1, told.get(0).compared());
  }

  @Test
  void aRoundThatLosesItsLeaseIsBrokenOffAndSaysSo() {
    Lease lease = leases.take(Reconciler.DUE).orElseThrow();
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
    round(leases.take(Reconciler.DUE).orElseThrow());
    Document round = log.getCollection("reconciliations").find().first();
    assertEquals("stopped", round.getString("state"));
    List<Document> containers = round.getList("by_container", Document.class);
    assertEquals(List.of("c"), containers.stream().map(one -> one.get("container")).toList());
    assertTrue(containers.get(0).getString("error").contains("stopped"), containers::toString);
    assertFalse(elsewhere.stop(round.getString("_id")), "A round that is over is not stopped");
    assertEquals(0, log.getCollection("reconciled").countDocuments());
  }

  @Test
  void aRoundIsStoppedInTheMiddleOfItsWalkThroughTheCatalogue() throws Exception {
    Reconciler elsewhere = reconciler();
    long until = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    walking =
        atPage -> {
          while (System.nanoTime() < until) {
            atPage.run();
            elsewhere.latest().forEach(round -> elsewhere.stop((String) round.get("id")));
          }
        };
    asked(null, false);
    assertEquals("stopped", state());
    assertEquals(List.of(), swift.asked);
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
    round(leases.take(Reconciler.DUE).orElseThrow());
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
    round(leases.take(Reconciler.DUE).orElseThrow());
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
    round(leases.take(Reconciler.DUE).orElseThrow());
    assertEquals("failed", state());
  }
}
