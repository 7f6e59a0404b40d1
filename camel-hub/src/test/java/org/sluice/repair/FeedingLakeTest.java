package org.sluice.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.RunKey;
import org.sluice.dispatch.Queues;
import org.sluice.dispatch.Topics;

/** A replay that is fed, killed at any point, and taken up by another hub. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class FeedingLakeTest extends FeedingRig {
  @Test
  void everyObjectIsQueuedOnceAndCountedWhenItsRunIsOver() {
    String id = replays.begin(filter(null, null), false, 0, OBJECTS).id();
    Feeding feeding = taken(id, leases.take("replays").orElseThrow(), this::note);
    feedAll(id, feeding);
    assertEquals(OBJECTS, queued.size());
    assertTrue(queued.values().stream().allMatch(n -> n == 1), queued.toString());
    feeding.settle();
    assertFalse(feeding.isSettled());
    end("done");
    feeding.settle();
    assertTrue(feeding.isSettled());
    feeding.over();
    Map<String, Object> told = stored(id).described();
    assertEquals("over", told.get("state"));
    assertEquals((long) OBJECTS, told.get("objects"));
    assertEquals(Map.of("done", (long) OBJECTS), told.get("statuses"));
    assertEquals(0, log.getCollection("replay_portions").countDocuments());
  }

  @Test
  void killedAtAnyPortionNoneIsMissingAndWhatIsFedAgainHasTheSameKey() {
    // By status, so that what was queued is not chosen a second time.
    String id = replays.begin(filter(null, "done"), false, 0, OBJECTS).id();
    int lives = 0;
    while (stored(id).state() == Replay.State.FEEDING) {
      assertTrue(lives++ < 200);
      boolean early = lives % 2 == 0;
      int portions = 1 + lives % 3;
      int[] left = {portions};
      try (Lease lease = leases.take("replays").orElseThrow()) {
        BiConsumer<List<Queues.Queued>, Boolean> dying =
            (some, also) -> {
              if (--left[0] == 0 && early) {
                throw new IllegalStateException("killed before");
              }
              note(some, also);
              some.forEach(
                  one ->
                      mongo
                          .getDatabase("swift")
                          .getCollection(project)
                          .updateOne(
                              Filters.eq("object", one.object().key().object()),
                              Updates.set("status", "waiting")));
              if (left[0] == 0) {
                throw new IllegalStateException("killed behind");
              }
            };
        feedAll(id, taken(id, lease, dying));
      } catch (IllegalStateException e) {
        // The next life takes it up.
      }
    }
    assertTrue(lives > 3, "it was killed " + lives + " times");
    assertEquals(OBJECTS, queued.size());
    Feeding last = taken(id, leases.take("replays").orElseThrow(), this::note);
    end("done");
    last.settle();
    assertTrue(last.isSettled());
    assertEquals((long) OBJECTS, stored(id).described().get("objects"));
    assertEquals(Map.of("done", (long) OBJECTS), stored(id).described().get("statuses"));
  }

  @Test
  void oneThatStalledChangesNothingOnceAnotherHasTakenOver() {
    String id = replays.begin(filter(null, null), false, 0, OBJECTS).id();
    Lease first = leases.take("replays").orElseThrow();
    Feeding stalled = taken(id, first, this::note);
    stalled.feed();
    first.close();
    taken(id, leases.take("replays").orElseThrow(), this::note);
    assertThrows(IllegalStateException.class, stalled::feed);
  }

  @Test
  void itWaitsWhileAQueueIsLongAndSaysForWhich() {
    room.put(Topics.route(JSON), 0L);
    String id = replays.begin(filter(JSON, null), false, 0, OBJECTS).id();
    Feeding feeding = taken(id, leases.take("replays").orElseThrow(), this::note);
    feedUntilItWaits(feeding);
    assertEquals(List.of(JSON), stored(id).described().get("waits_for"));
    room.clear();
    room.put(Topics.EVENTS, 0L);
    feedUntilItWaits(feeding);
    assertEquals(List.of("live events"), stored(id).described().get("waits_for"));
    assertTrue(queued.isEmpty());
    room.clear();
    feedAll(id, feeding);
    assertEquals(OBJECTS * 2 / 3, queued.size());
    assertEquals(List.of(), stored(id).described().get("waits_for"));
  }

  @Test
  void aDryRunCountsByRouteAndQueuesNothing() {
    String id = replays.begin(filter(null, null), true, 0, OBJECTS).id();
    feedAll(id, taken(id, leases.take("replays").orElseThrow(), this::note));
    Map<String, Object> told = stored(id).described();
    assertEquals("over", told.get("state"));
    assertEquals((long) OBJECTS, told.get("runs"));
    Replay.State state = stored(id).state();
    assertEquals(Replay.State.OVER, state);
    assertEquals(
        List.of(
            new Document("route", JSON).append("runs", OBJECTS * 2L / 3),
            new Document("route", REST).append("runs", OBJECTS / 3L)),
        told.get("routes"));
    assertTrue(queued.isEmpty());
  }

  @Test
  void whatWaitsAlreadyIsLeftOutUnlessItIsAskedForByItsStatus() {
    RunKey live = new RunKey(event(1), JSON, "rev1", RunKey.LIVE);
    await(1, live);
    // And one that is expected and of which nothing is on record yet.
    RunKey expected = new RunKey(event(2), JSON, "rev1", RunKey.LIVE);
    mongo
        .getDatabase("swift")
        .getCollection(project)
        .updateOne(
            Filters.eq("object", key(2).object()),
            Updates.combine(
                Updates.set("expected", List.of(expected.id())), Updates.set("status", "waiting")));
    String id = replays.begin(filter(JSON, null), false, 0, OBJECTS).id();
    Lease lease = leases.take("replays").orElseThrow();
    feedAll(id, taken(id, lease, this::note));
    assertEquals(2L, stored(id).described().get("under_way"));
    assertEquals(OBJECTS * 2 / 3 - 2, queued.size());
    queued.clear();
    id = replays.begin(filter(JSON, "waiting"), false, 0, OBJECTS).id();
    feedAll(id, taken(id, lease, this::note));
    assertEquals(1, queued.size());
    assertEquals("superseded", runs.find(List.of(expected)).get(expected.id()).get("status"));
  }

  @Test
  void theRemovalOfWhatAFallbackHadOfAnObjectBelongsToIt() {
    // Objects that the fallback had before there was the route.
    for (int i = 1; i < OBJECTS; i += 3) {
      await(i, new RunKey(event(i), REST, "rev1", RunKey.LIVE));
    }
    end("done");
    String id = replays.begin(filter(JSON, null), false, 0, OBJECTS).id();
    Feeding feeding = taken(id, leases.take("replays").orElseThrow(), this::note);
    feedAll(id, feeding);
    log("operations")
        .updateMany(
            Filters.and(Filters.in("event_id", events()), Filters.eq("status", "waiting")),
            Updates.combine(
                Updates.set("status", "done"), Updates.set("ended", new java.util.Date())));
    feeding.settle();
    assertFalse(feeding.isSettled(), "the fallback's runs count as yet");
    for (int i = 1; i < OBJECTS; i += 3) {
      await(i, new RunKey(event(i), REST, "rev1", RunKey.TAKEN + "-" + id));
      runs.taken(List.of(new RunKey(event(i), REST, "rev1", RunKey.LIVE)), JSON);
    }
    feeding.settle();
    assertFalse(feeding.isSettled(), "what the fallback wrote is not taken out yet");
    end("done");
    feeding.settle();
    assertTrue(feeding.isSettled());
    assertEquals(Map.of("done", OBJECTS * 2L / 3), stored(id).described().get("statuses"));
  }

  @Test
  void aFallbacksRunBelongsToIt() {
    String id = replays.begin(filter(JSON, null), false, 0, OBJECTS).id();
    Feeding feeding = taken(id, leases.take("replays").orElseThrow(), this::note);
    feedAll(id, feeding);
    log("operations")
        .updateMany(
            Filters.and(Filters.in("event_id", events()), Filters.eq("status", "waiting")),
            Updates.combine(
                Updates.set("status", "declined"), Updates.set("ended", new java.util.Date())));
    feeding.settle();
    assertFalse(feeding.isSettled(), "the fallbacks' runs are not on record yet");
    for (int i = 0; i < OBJECTS; i++) {
      if (i % 3 != 0) {
        await(i, new RunKey(event(i), REST, "rev1", id));
      }
    }
    feeding.settle();
    assertFalse(feeding.isSettled(), "the fallbacks' runs are not over yet");
    end("done");
    feeding.settle();
    assertTrue(feeding.isSettled());
    assertEquals(
        Map.of("declined", OBJECTS * 2L / 3, "done", OBJECTS * 2L / 3),
        stored(id).described().get("statuses"));
  }
}
