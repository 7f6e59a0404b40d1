package org.sluice.live.agreed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What several hubs agree on, against MongoDB's protocol. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class SharedSetLakeTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static MongoClient mongo;

  private final MongoDatabase log = mongo.getDatabase("test_" + UUID.randomUUID());
  private final SharedSet one = new SharedSet(log, "one:1", LONG);
  private final SharedSet other = new SharedSet(log, "other:1", LONG);

  @BeforeAll
  static void connect() {
    mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
  }

  @AfterAll
  static void close() {
    mongo.close();
  }

  @AfterEach
  void forget() {
    log.drop();
  }

  private static List<SetFile> a(String revision) {
    return List.of(new SetFile("a", revision, List.of("r")));
  }

  /** As a hub that takes what it is told. */
  private static Map<String, String> takes(SharedSet hub, List<SetFile> wants) {
    LakeSet set = hub.agree(wants, List.of()).orElseThrow();
    hub.took(set, List.of());
    return set.revisions();
  }

  @Test
  void aChangeIsTakenByBothOrByNone() {
    takes(one, a("1"));
    takes(other, a("1"));
    assertEquals(Map.of("a", "1"), takes(one, a("2")));
    assertEquals(Map.of("a", "2"), takes(other, a("2")));
    assertFalse(one.isCurrent(), "it runs 1 yet");
    assertEquals(Map.of("a", "2"), takes(one, a("2")));
    assertTrue(one.isCurrent());
  }

  @Test
  void whatAHubHasTakenBackNobodyDecidesOn() {
    takes(one, a("1"));
    takes(other, a("1"));
    takes(one, a("2"));
    takes(one, a("1"));
    assertEquals(Map.of("a", "1"), takes(other, a("2")));
  }

  @Test
  void aHubThatEndsHasNoSay() {
    takes(one, a("1"));
    takes(other, a("1"));
    other.close();
    assertEquals(Map.of("a", "2"), takes(one, a("2")));
  }

  @Test
  void aHubThatDiedHasNoSayAfterItsLease() throws Exception {
    SharedSet dying = new SharedSet(log, "dying:1", Duration.ofMillis(300));
    takes(dying, a("1"));
    takes(one, a("1"));
    eventually(() -> takes(one, a("2")).equals(Map.of("a", "2")));
    assertFalse(dying.isCurrent(), "it was taken for dead, and does not know it");
    assertEquals(Map.of("a", "2"), takes(dying, a("1")));
  }

  @Test
  void aHubSaysAgainThatItIsThere() throws Exception {
    SharedSet brief = new SharedSet(log, "brief:1", Duration.ofMillis(600));
    takes(brief, a("1"));
    Instant first = until(brief);
    eventually(
        () -> {
          takes(brief, a("1"));
          return until(brief).isAfter(first.plusMillis(600));
        });
  }

  private static Instant until(SharedSet hub) {
    return hub.taken().orElseThrow().hubs().get(0).until();
  }

  @Test
  void aHubThatComesBackUnderItsNameIsNotInItsOwnWay() {
    takes(one, a("1"));
    SharedSet again = new SharedSet(log, "one:1", LONG);
    assertEquals(Map.of("a", "2"), takes(again, a("2")));
    assertEquals(1, again.taken().orElseThrow().hubs().size());
    assertEquals(Map.of("a", "2"), takes(one, a("1")), "it lived, and has its say again");
    assertEquals(Map.of("a", "2"), takes(again, a("3")));
  }

  @Test
  void aHubThatDoesNotRunItAllIsNotCurrent() {
    takes(one, a("1"));
    LakeSet set = other.agree(List.of(), List.of()).orElseThrow();
    other.took(set, List.of("a is at revision 1, and here it does not run"));
    assertFalse(other.isCurrent());
    assertTrue(other.taken().isEmpty());
    assertTrue(one.isCurrent());
    takes(other, a("1"));
    assertTrue(other.isCurrent());
  }

  @Test
  void aRouteThatIsGoneStaysGoneForWhoComesLaterUntilItIsForgotten() {
    takes(one, a("1"));
    takes(one, List.of());
    one.close();
    takes(other, List.of());
    assertEquals("r", other.taken().orElseThrow().gone().get(0).route());
    other.forget(List.of("r"));
    takes(other, List.of());
    assertEquals(List.of(), other.taken().orElseThrow().gone());
  }

  @Test
  void aSetThatIsDroppedIsMadeAgain() {
    takes(one, a("1"));
    log.drop();
    assertEquals(Map.of("a", "2"), takes(one, a("2")));
    assertEquals(Map.of("a", "2"), takes(other, a("2")));
  }

  /** Of three hubs, each with a pace of its own, none goes where another cannot follow. */
  @Test
  void ofManyChangesAtOnceEachIsTakenByAllOrByNone() throws Exception {
    int hubs = 3;
    int last = 30;
    Map<Long, Map<String, String>> decided = new ConcurrentHashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(hubs);
    List<SharedSet> sets = new ArrayList<>();
    for (int i = 0; i < hubs; i++) {
      sets.add(new SharedSet(log, "hub:" + i, LONG));
      takes(sets.get(i), a("0"));
    }
    // Not before all are there: one that comes later has not built what the others agreed on.
    List<Future<?>> all = new ArrayList<>();
    sets.forEach(hub -> all.add(threads.submit(() -> goesThrough(hub, last, decided))));
    for (Future<?> hub : all) {
      hub.get(60, TimeUnit.SECONDS);
    }
    threads.shutdown();
    assertEquals(Map.of("a", String.valueOf(last)), decided.get((long) decided.size()));
  }

  /** Wants one revision after the other, and never runs what it has not built. */
  private static Void goesThrough(SharedSet hub, int last, Map<Long, Map<String, String>> decided) {
    Set<String> built = ConcurrentHashMap.newKeySet();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
    int revision = 0;
    String running = "0";
    built.add(running);
    while (!running.equals(String.valueOf(last))) {
      assertTrue(System.nanoTime() < deadline, "at " + running + " of " + last);
      // Not only where it was taken: files change faster than hubs agree.
      revision = Math.min(last, revision + 1);
      built.add(String.valueOf(revision));
      LakeSet set = hub.agree(a(String.valueOf(revision)), List.of()).orElseThrow();
      Map<String, String> same = decided.putIfAbsent(set.number(), new TreeMap<>(set.revisions()));
      assertTrue(same == null || same.equals(set.revisions()), "two sets of one number");
      running = set.revisions().get("a");
      assertTrue(built.contains(running), running + " was decided and is not built here");
      String kept = running;
      String wished = String.valueOf(revision);
      built.removeIf(each -> !each.equals(kept) && !each.equals(wished));
    }
    return null;
  }

  private static void eventually(java.util.function.BooleanSupplier is) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!is.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not within 30 s");
      Thread.sleep(20);
    }
  }
}
