package org.sluice.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.live.agreed.SharedSet;

/** Two hubs, each with a folder of its own, that agree in MongoDB. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class TwoHubsLakeTest {
  private static final String A = "a/a.camel.yaml";
  private static final String B = "b/b.camel.yaml";
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path here;
  @TempDir Path there;
  private final MongoClient mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
  private final MongoDatabase log = mongo.getDatabase("test_" + UUID.randomUUID());
  private SharedSet mine;
  private LiveRig one;
  private LiveRig other;

  @BeforeEach
  void start() {
    mine = new SharedSet(log, "one:1", LONG);
    one = new LiveRig(here, mine);
    other = new LiveRig(there, new SharedSet(log, "other:1", LONG));
    for (LiveRig hub : List.of(one, other)) {
      hub.write(A, LiveRig.yaml("a", "one"));
      hub.write(B, LiveRig.yaml("b", "one"));
      hub.live.look();
    }
  }

  @AfterEach
  void stop() {
    one.close();
    other.close();
    log.drop();
    mongo.close();
  }

  /** Both hubs look, the one that has changed something first. */
  private void bothLook() {
    for (int i = 0; i < 3; i++) {
      one.look();
      other.look();
    }
  }

  private void theLeaseOfTheOtherIsOver() {
    MongoCollection<Document> sets = log.getCollection("route_set");
    Document set = sets.find().first();
    for (Document hub : set.getList("hubs", Document.class)) {
      if (hub.getString("name").equals("other:1")) {
        hub.put("until", new Date(0));
      }
    }
    set.put("version", set.getLong("version") + 1);
    sets.replaceOne(Filters.eq("_id", set.get("_id")), set);
  }

  private void bothRun(String text, String id) {
    assertEquals(text, one.run(id));
    assertEquals(text, other.run(id));
  }

  @Test
  void aChangeIsTakenByBothOrByNone() {
    one.write(A, LiveRig.yaml("a", "two"));
    bothLook();
    bothRun("one", "a");
    assertTrue(mine.isCurrent(), "what runs is what the lake runs");
    other.write(A, LiveRig.yaml("a", "two"));
    bothLook();
    bothRun("two", "a");
    assertEquals(one.table.get("a").revision(), other.table.get("a").revision());
  }

  @Test
  void aFileThatIsWrongInOneIsTakenByNoneAndKeepsNoOtherBack() {
    for (LiveRig hub : List.of(one, other)) {
      hub.write(A, LiveRig.yaml("a", "two"));
      hub.write(B, LiveRig.yaml("b", "two"));
    }
    other.write(A, LiveRig.yaml("a", "two").replace("setBody", "setBdoy"));
    bothLook();
    bothRun("one", "a");
    bothRun("two", "b");
    assertEquals(List.of(), one.refused());
    assertEquals(A, other.refused().get(0).file());
    other.write(A, LiveRig.yaml("a", "two"));
    bothLook();
    bothRun("two", "a");
  }

  @Test
  void whoKeepsAChangeBackIsToldWithItsReason() throws Exception {
    one.write(A, LiveRig.yaml("a", "two"));
    other.write(A, LiveRig.yaml("a", "two").replace("setBody", "setBdoy"));
    eventually(
        () -> {
          bothLook();
          return !mine.disputes().isEmpty();
        });
    String said = mine.disputes().get(0);
    assertTrue(said.startsWith(A + " is not taken, as hubs differ: one:1 has revision "), said);
    assertTrue(said.contains("other:1 has revision " + other.table.get("a").revision()), said);
    assertTrue(said.contains(" and refuses " + A + ":8:"), said);
    assertTrue(said.contains("setBdoy"), said);
  }

  @Test
  void aFileIsRemovedByBothOrByNone() throws Exception {
    one.delete(A);
    bothLook();
    bothRun("one", "a");
    other.delete(A);
    bothLook();
    bothRun(null, "a");
    bothRun("one", "b");
  }

  @Test
  void aHubThatDiesKeepsNothingBackForLongerThanItsLease() {
    one.write(A, LiveRig.yaml("a", "two"));
    bothLook();
    assertEquals("one", one.run("a"));
    theLeaseOfTheOtherIsOver();
    one.look();
    assertEquals("two", one.run("a"));
    // It was not dead: it runs nothing that the lake does not run, and dispatches nothing.
    other.look();
    assertNull(other.run("a"));
    assertEquals("one", other.run("b"));
    assertEquals(1, other.live.agreement().differences().size());
    assertTrue(other.live.agreement().differences().get(0).startsWith(A + " is at revision "));
    other.write(A, LiveRig.yaml("a", "two"));
    bothLook();
    bothRun("two", "a");
    assertEquals(List.of(), other.live.agreement().differences());
  }

  @Test
  void aHubThatComesWithAnotherFolderTakesNothingFromTheOthers(@TempDir Path away) {
    SharedSet set = new SharedSet(log, "third:1", LONG);
    try (LiveRig third = new LiveRig(away, set)) {
      third.write(B, LiveRig.yaml("b", "one"));
      third.write("c/c.camel.yaml", LiveRig.yaml("c", "one"));
      third.look();
      bothLook();
      bothRun("one", "a");
      assertEquals("one", third.run("b"));
      assertNull(third.run("c"));
      assertFalse(set.isCurrent());
      third.write(A, LiveRig.yaml("a", "one"));
      third.look();
      assertTrue(set.isCurrent());
      assertEquals("one", third.run("a"));
    }
  }

  @Test
  void aHubWhoseFolderIsTheSetAgainBuildsItAgain() {
    one.write(A, LiveRig.yaml("a", "two"));
    theLeaseOfTheOtherIsOver();
    one.look();
    assertEquals("two", one.run("a"));
    other.look();
    assertNull(other.run("a"));
    one.write(A, LiveRig.yaml("a", "one"));
    bothLook();
    bothRun("one", "a");
  }

  private static void eventually(java.util.function.BooleanSupplier is) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!is.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not within 30 s");
      Thread.sleep(20);
    }
  }
}
