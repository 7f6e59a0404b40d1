package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.RunKey;
import org.sluice.event.LakeObject;
import org.sluice.gold.mongo.DocumentWriter;

/** Runs whose sink is slow hold no more bytes than there may be held, and the others wait. */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class HeldBytesLakeTest extends RoutedLakeRig {
  private static final int ALL = 1 << 20;
  private static final int HALF = ALL / 2;
  private static final int RUNS = 8;

  /** A route holds no more than half of all. */
  private static final String ROUTES =
      """
      - route:
          id: a
          from:
            uri: lake:objects
            steps:
              - to: kamelet:json-records-action
              - to: kamelet:documents-sink
      - route:
          id: b
          from:
            uri: lake:objects
            steps:
              - to: kamelet:json-records-action
              - to: kamelet:documents-sink
      """;

  private final Credit credit = new Credit(ALL);
  private final CountDownLatch let = new CountDownLatch(1);
  private final AtomicInteger writing = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();

  @Test
  void twoOfHalfOfAllAreReadAtATime() throws Exception {
    sideBySide(HALF);
  }

  /** A DLO: what its size is shows only when it is read. */
  @Test
  void alsoWhereTheEventTellsNoSize() throws Exception {
    sideBySide(0);
  }

  private void sideBySide(long toldSize) throws Exception {
    try (DocumentRoutes routes = new DocumentRoutes(mongo, ROUTES, gold -> slow())) {
      Runner runner = runner(routes, credit, HALF);
      List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        String route = i % 2 == 0 ? "a" : "b";
        LakeObject object = upload(name("held"), V1, content(), toldSize, route);
        outcomes.add(begin(() -> run(runner, entry(object, route, RunKey.LIVE))));
      }
      try {
        awaitTheRest();
        assertEquals(0, credit.free());
      } finally {
        let.countDown();
      }
      for (CompletableFuture<Outcome> one : outcomes) {
        assertEquals(Outcome.done(), one.get(60, TimeUnit.SECONDS));
      }
    }
    assertEquals(2, most.get());
    assertEquals(ALL, credit.free());
  }

  private static String content() {
    String line = "{\"text\": \"" + "x".repeat(HALF / 8 - 13) + "\"}\n";
    return line.repeat(8);
  }

  /** Writes nowhere, and not before it is let. */
  private DocumentWriter slow() {
    return batch -> {
      most.accumulateAndGet(writing.incrementAndGet(), Math::max);
      try {
        let.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        writing.decrementAndGet();
      }
      return true;
    };
  }

  private CompletableFuture<Outcome> begin(Supplier<Outcome> run) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Thread thread = new Thread(() -> outcome.completeAsync(run, Runnable::run));
    threads.add(thread);
    thread.start();
    return outcome;
  }

  /** Until two are at their sink and all others wait to hold what they are to read. */
  private void awaitTheRest() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (writing.get() != 2 || waiting() != RUNS - 2) {
      assertTrue(writing.get() <= 2, "more than two are at their sink");
      assertTrue(System.nanoTime() < deadline, waiting() + " wait, " + writing + " write");
      Thread.onSpinWait();
    }
  }

  private long waiting() {
    return threads.stream()
        .filter(thread -> thread.getState() == Thread.State.WAITING)
        .filter(
            thread ->
                Arrays.stream(thread.getStackTrace())
                    .anyMatch(at -> at.getClassName().equals(Credit.Share.class.getName())))
        .count();
  }
}
