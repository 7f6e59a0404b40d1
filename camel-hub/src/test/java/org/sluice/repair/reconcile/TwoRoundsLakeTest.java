package org.sluice.repair.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.JournalProgress;
import org.sluice.repair.Lease;
import org.sluice.swift.FakeSwift;

/** The long round over all containers, and the short one over what moved, at the same time. */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class TwoRoundsLakeTest extends RoundsLakeRig {
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private final Map<String, String> readBy = new ConcurrentHashMap<>();
  private final Set<String> twice = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void compareOnce() {
    swift.put("d", "a", "1795464361.00000", "e1");
    due();
    log.getCollection("reconciliations").drop();
    // So that no container rests.
    log.getCollection("reconciled")
        .updateMany(Filters.exists("container"), Updates.set("took_ms", 0L));
    atReading =
        place -> {
          String name = place.container();
          if (readBy.putIfAbsent(name, Thread.currentThread().getName()) != null) {
            twice.add(name);
          }
          await(held.getOrDefault(name, new CountDownLatch(0)));
          readBy.remove(name);
        };
  }

  @AfterEach
  void letGo() {
    held.values().forEach(CountDownLatch::countDown);
    threads.shutdownNow();
  }

  @Test
  void theShortOneComparesWhatMovedWhileTheLongOneIsAtAnother() throws Exception {
    held.put("c", new CountDownLatch(1));
    loses(1, 40);
    Future<?> all = threads.submit(this::due);
    eventually(() -> readBy.containsKey("c"));
    moves("c");
    moves("d");
    moved();
    assertEquals(List.of("moved"), whyOf("d"));
    assertFalse(all.isDone());
    assertEquals(List.of(), whyOf("c", "moved"), "the long one is at it");
    held.get("c").countDown();
    all.get(120, TimeUnit.SECONDS);
    assertEquals(List.of("journal"), whyOf("c"));
    assertEquals(Set.of(), twice);
  }

  @Test
  void theLongOneWaitsForWhatTheShortOneIsAt() throws Exception {
    moves("d");
    held.put("d", new CountDownLatch(1));
    Future<?> brief = threads.submit(this::moved);
    eventually(() -> readBy.containsKey("d"));
    loses(1, 40);
    Future<?> all = threads.submit(this::due);
    eventually(() -> (FakeSwift.ACCOUNT + "/d").equals(at(Reconciler.DUE)));
    held.get("d").countDown();
    brief.get(120, TimeUnit.SECONDS);
    all.get(120, TimeUnit.SECONDS);
    assertEquals(Set.of(), twice);
    assertTrue(whyOf("d").containsAll(List.of("moved", "journal")), whyOf("d")::toString);
  }

  @Test
  void whatTheOtherHasComparedSinceItBeganIsNotDueAnyMore() throws Exception {
    log.getCollection("reconciled")
        .updateMany(Filters.exists("container"), Updates.set("compared", new Date(0)));
    held.put("c", new CountDownLatch(1));
    Future<?> all = threads.submit(this::due);
    eventually(() -> readBy.containsKey("c"));
    moves("d");
    moved();
    held.get("c").countDown();
    all.get(120, TimeUnit.SECONDS);
    assertEquals(List.of("moved"), whyOf("d"));
  }

  @Test
  void aGapThatComesUpDuringALongRoundIsAnsweredByIt() throws Exception {
    log.getCollection("reconciled")
        .updateMany(Filters.exists("container"), Updates.set("compared", new Date(0)));
    held.put("d", new CountDownLatch(1));
    Future<?> all = threads.submit(this::due);
    eventually(() -> readBy.containsKey("d"));
    loses(1, 40);
    held.get("d").countDown();
    all.get(120, TimeUnit.SECONDS);
    assertEquals(List.of("due", "journal"), whyOf("c"));
    assertEquals(List.of("due", "journal"), whyOf("d"), "it was begun before the gap was seen");
    due();
    assertEquals(2, whyOf("c").size(), "the gap is answered");
  }

  @Test
  void whatALongRoundStillHasBeforeItIsComparedOnceForAGapThatComesUp() throws Exception {
    log.getCollection("reconciled")
        .updateMany(Filters.exists("container"), Updates.set("compared", new Date(0)));
    held.put("c", new CountDownLatch(1));
    Future<?> all = threads.submit(this::due);
    eventually(() -> readBy.containsKey("c"));
    loses(1, 40);
    clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
    held.get("c").countDown();
    all.get(120, TimeUnit.SECONDS);
    assertEquals(List.of("due", "journal"), whyOf("c"));
    assertEquals(List.of("journal"), whyOf("d"));
  }

  @Test
  void whoDiedAtAContainerKeepsNobodyFromIt() {
    Lease dead = leases.take(Reconciler.DUE).orElseThrow();
    dead.at(FakeSwift.ACCOUNT + "/d");
    log.getCollection("leases")
        .updateOne(Filters.eq("_id", Reconciler.DUE), Updates.set("until", new Date(0)));
    moves("d");
    moved();
    assertEquals(List.of("moved"), whyOf("d"));
  }

  /** As if it had shown something else when it was compared. */
  private void moves(String container) {
    log.getCollection("reconciled")
        .updateOne(Filters.eq("container", container), Updates.set("signs", "others"));
  }

  private void loses(long from, long to) {
    journals.tell(List.of(new JournalProgress("p", "e", from, to, "dropped", false)));
  }

  private Object at(String lease) {
    Document found = log.getCollection("leases").find(Filters.eq("_id", lease)).first();
    return found == null ? null : found.get("at");
  }

  /** Why a container was compared, by rounds that are over. */
  private List<String> whyOf(String container) {
    return log
        .getCollection("reconciliations")
        .find(Filters.ne("ended", null))
        .into(new ArrayList<>())
        .stream()
        .flatMap(round -> round.getList("by_container", Document.class).stream())
        .filter(one -> container.equals(one.getString("container")))
        .map(one -> one.getString("why"))
        .toList();
  }

  private List<String> whyOf(String container, String why) {
    return whyOf(container).stream().filter(why::equals).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(120, TimeUnit.SECONDS), "not let go within 120 s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void eventually(BooleanSupplier is) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!is.getAsBoolean()) {
      assertTrue(System.nanoTime() < until, "not within 120 s");
      Thread.sleep(20);
    }
  }
}
