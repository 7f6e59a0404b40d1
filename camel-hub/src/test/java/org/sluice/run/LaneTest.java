package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.catalogue.Trouble;

/** Runs of one route: their order, how many go at a time, and what waits, ends or hangs. */
class LaneTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final LiveRuns live = new LiveRuns(() -> 0);

  @AfterEach
  void end() {
    threads.shutdownNow();
    timer.shutdownNow();
  }

  @Test
  void runsOfOneObjectKeepTheirOrderAlsoThroughRetries() throws Exception {
    Lane lane = new Lane(4, new Circuit(Duration.ofSeconds(30)), live, threads, timer);
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(3);
    AtomicInteger attempts = new AtomicInteger();
    lane.submit(
        "a",
        true,
        over -> {
          if (attempts.incrementAndGet() < 3) {
            over.accept(Outcome.later(Duration.ofMillis(5)));
            return;
          }
          order.add(1);
          done.countDown();
          over.accept(Outcome.done());
        });
    for (int n = 2; n <= 3; n++) {
      int number = n;
      lane.submit(
          "a",
          true,
          over -> {
            order.add(number);
            done.countDown();
            over.accept(Outcome.done());
          });
    }
    assertTrue(done.await(60, TimeUnit.SECONDS));
    assertEquals(List.of(1, 2, 3), order);
  }

  @Test
  void anObjectThatWaitsForItsRetryHoldsUpNoOther() throws Exception {
    Lane lane = new Lane(1, new Circuit(Duration.ofSeconds(30)), live, threads, timer);
    CountDownLatch other = new CountDownLatch(1);
    lane.submit("stuck", true, over -> over.accept(Outcome.later(Duration.ofHours(1))));
    lane.submit(
        "free",
        true,
        over -> {
          other.countDown();
          over.accept(Outcome.done());
        });
    assertTrue(other.await(60, TimeUnit.SECONDS));
  }

  @Test
  void noMoreThanTheLimitRunAtATime() throws Exception {
    Lane lane = new Lane(3, new Circuit(Duration.ofSeconds(30)), live, threads, timer);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(50);
    for (int i = 0; i < 50; i++) {
      lane.submit(
          "key" + i,
          true,
          over -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.yield();
            now.decrementAndGet();
            done.countDown();
            over.accept(Outcome.done());
          });
    }
    assertTrue(done.await(60, TimeUnit.SECONDS));
    assertTrue(most.get() <= 3, "ran at a time: " + most.get());
  }

  @Test
  void whileItsCircuitIsOpenRunsWaitAndTheFirstThatGoesThroughLetsAllGo() throws Exception {
    Circuit circuit = new Circuit(Duration.ofSeconds(30));
    Lane lane = new Lane(1, circuit, live, threads, timer);
    AtomicInteger tries = new AtomicInteger();
    AtomicBoolean down = new AtomicBoolean(true);
    CountDownLatch done = new CountDownLatch(20);
    Trouble trouble = new Trouble("gold-unreachable", "transient", "down", "look", null);
    for (int i = 0; i < 20; i++) {
      lane.submit(
          "object" + i,
          true,
          over -> {
            if (circuit.open() != null && tries.incrementAndGet() == 2) {
              down.set(false);
            }
            if (down.get()) {
              over.accept(Outcome.failed(Duration.ofMillis(1), trouble));
              return;
            }
            done.countDown();
            over.accept(Outcome.done());
          });
    }
    assertTrue(done.await(60, TimeUnit.SECONDS));
    assertEquals(2, tries.get());
    assertNull(circuit.open());
  }

  @Test
  void onceAllThatWaitedIsOverOrDroppedItsCircuitIsClosed() {
    Circuit circuit = new Circuit(Duration.ofSeconds(30));
    Lane lane = new Lane(1, circuit, live, Runnable::run, timer);
    Trouble denied = new Trouble("access-denied", "operator", "", "", null);
    Deque<Consumer<Outcome>> open = new ArrayDeque<>();
    for (String key : List.of("a", "b")) {
      lane.submit(key, true, open::add);
    }
    open.poll().accept(Outcome.failed(Duration.ofHours(1), denied));
    open.poll().accept(Outcome.over());
    assertNotNull(circuit.open(), "one waits");

    Circuit dropped = new Circuit(Duration.ofSeconds(30));
    Lane other = new Lane(1, dropped, live, Runnable::run, timer);
    other.submit("a", true, open::add);
    other.submit("b", true, open::add);
    open.poll().accept(Outcome.givenUp(denied));
    open.poll().accept(Outcome.over());
    assertNull(dropped.open(), "all is over");
    dropped.ended("late", Outcome.givenUp(denied), Instant.now().plusSeconds(3600));
    other.submit("c", true, open::add);
    assertEquals(0, open.size(), "it waits for its turn");
    other.drop(work -> true);
    assertNull(dropped.open(), "nothing is left");
  }

  @Test
  void workForWhichNoThreadIsToBeHadIsPutOffAndKeepsNoPlace() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Executor full =
        task -> {
          if (asked.incrementAndGet() == 1) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          threads.execute(task);
        };
    Lane lane = new Lane(1, new Circuit(Duration.ofSeconds(30)), live, full, timer);
    CountDownLatch done = new CountDownLatch(1);
    lane.submit(
        "a",
        true,
        over -> {
          over.accept(Outcome.done());
          done.countDown();
        });
    assertEquals(0, lane.active());
    assertTrue(done.await(60, TimeUnit.SECONDS));
  }

  @Test
  void workThatIsAbandonedHoldsUpNothingAndWhatItAnswersLateCountsNoMore() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    Semaphore ended = new Semaphore(0);
    Executor counting =
        task -> {
          begun.incrementAndGet();
          threads.execute(
              () -> {
                task.run();
                ended.release();
              });
        };
    Lane lane = new Lane(1, new Circuit(Duration.ofSeconds(30)), live, counting, timer);
    CountDownLatch forever = new CountDownLatch(1);
    CountDownLatch next = new CountDownLatch(2);
    AtomicInteger attempts = new AtomicInteger();
    lane.submit(
        "a",
        true,
        over -> {
          attempts.incrementAndGet();
          threads.execute(() -> over.accept(Outcome.over()));
          try {
            forever.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          over.accept(Outcome.later(Duration.ZERO));
        });
    lane.submit(
        "a",
        true,
        over -> {
          next.countDown();
          over.accept(Outcome.done());
        });
    lane.submit(
        "b",
        true,
        over -> {
          next.countDown();
          over.accept(Outcome.done());
        });
    assertTrue(next.await(60, TimeUnit.SECONDS));
    assertTrue(ended.tryAcquire(2, 60, TimeUnit.SECONDS));
    forever.countDown();
    assertTrue(ended.tryAcquire(60, TimeUnit.SECONDS));
    CountDownLatch gate = new CountDownLatch(1);
    for (String key : List.of("c", "d")) {
      lane.submit(
          key,
          true,
          over -> {
            try {
              gate.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            over.accept(Outcome.done());
          });
    }
    assertEquals(4, begun.get(), "one at a time, as the limit says");
    gate.countDown();
    assertEquals(1, attempts.get());
  }

  @Test
  void workOfWhichOnlyTheOutcomeIsToComeMakesRoomButLetsNoOtherOfItsObjectBegin() throws Exception {
    Lane lane = new Lane(1, new Circuit(Duration.ofSeconds(30)), live, threads, timer);
    BlockingQueue<Consumer<Outcome>> open = new LinkedBlockingQueue<>();
    List<String> begun = Collections.synchronizedList(new ArrayList<>());
    Semaphore all = new Semaphore(0);
    for (String name : List.of("a1", "a2", "b1", "c1")) {
      lane.submit(
          name.substring(0, 1),
          true,
          over -> {
            begun.add(name);
            open.add(over);
            all.release();
          });
    }
    // Of one at a time, two: the one that runs and, until its end is on record, one before it.
    assertTrue(all.tryAcquire(2, 60, TimeUnit.SECONDS));
    lane.stop();
    assertEquals(List.of("a1", "b1"), List.copyOf(begun));
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (lane.active() > 0 && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertEquals(0, lane.active());
    threads.execute(() -> open.forEach(over -> over.accept(Outcome.done())));
    lane.awaitEnds(System.nanoTime() + Duration.ofSeconds(60).toNanos());
    assertEquals(List.of("a1", "b1"), List.copyOf(begun), "it was stopped");
  }

  @Test
  void anOutcomeThatCameMakesRoomForTheNextOfItsObject() throws Exception {
    Lane lane = new Lane(1, new Circuit(Duration.ofSeconds(30)), live, threads, timer);
    BlockingQueue<Consumer<Outcome>> open = new LinkedBlockingQueue<>();
    for (int i = 0; i < 3; i++) {
      lane.submit("a", true, open::add);
    }
    for (int i = 0; i < 3; i++) {
      Consumer<Outcome> over = open.poll(60, TimeUnit.SECONDS);
      assertNull(open.peek(), "the next began before the outcome came");
      over.accept(Outcome.done());
      over.accept(Outcome.later(Duration.ZERO));
    }
    lane.awaitEnds(System.nanoTime() + Duration.ofSeconds(60).toNanos());
    assertNull(open.poll(), "the first outcome counts");
  }
}
