package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is run again beside what is live: which goes first, and with how many places. */
class LaneReplaysTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong nanos = new AtomicLong();
  private final LiveRuns live = new LiveRuns(nanos::get);

  @AfterEach
  void end() {
    threads.shutdownNow();
    timer.shutdownNow();
  }

  @Test
  void whatIsLiveGoesBeforeWhatIsRunAgainAndWithItWhatIsBeforeIt() throws Exception {
    Lane lane = new Lane(1, new Circuit(Duration.ofSeconds(30)), live, threads, timer);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(7);
    submit(lane, "busy", false, "busy", order, go, done);
    for (String key : List.of("a", "b", "c")) {
      submit(lane, key, false, key + " again", order, go, done);
    }
    submit(lane, "x", true, "x live", order, go, done);
    submit(lane, "b", true, "b live", order, go, done);
    submit(lane, "y", true, "y live", order, go, done);
    go.countDown();
    assertTrue(done.await(60, TimeUnit.SECONDS));
    assertEquals(
        List.of("busy", "x live", "b again", "y live", "b live", "a again", "c again"), order);
  }

  @Test
  void whileLiveRunsComeThoseThatAreRunAgainHaveAnEighthOfThePlaces() {
    Lane lane = new Lane(24, new Circuit(Duration.ofSeconds(30)), live, threads, timer);
    Semaphore through = new Semaphore(0);
    AtomicInteger begun = new AtomicInteger();
    live.came();
    for (int i = 0; i < 40; i++) {
      submit(lane, "again" + i, false, through, begun);
    }
    assertEquals(3, lane.active());
    for (int i = 0; i < 40; i++) {
      submit(lane, "live" + i, true, through, begun);
    }
    assertEquals(24, lane.active(), "all places but the three are for what is live");
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    through.release(30);
    // Each that ends lets others go, and nothing else does: all places are taken again.
    awaitBegun(30 + 24, begun);
    through.release(50);
    awaitBegun(80, begun);
  }

  @Test
  void theLessWaitsTheLessIsRunAgainAtATimeButItGoesOn() {
    live.came();
    assertEquals(2, live.places(128, 1));
    assertEquals(2, live.places(128, 11));
    assertEquals(8, live.places(128, 32));
    assertEquals(16, live.places(128, 1000));
    assertEquals(1, live.places(1, 1000));
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    assertEquals(128, live.places(128, 1));
    assertEquals(128, new LiveRuns(nanos::get).places(128, 1), "none ever came");
  }

  private static void submit(
      Lane lane, String key, boolean live, Semaphore through, AtomicInteger begun) {
    lane.submit(
        key,
        live,
        over -> {
          begun.incrementAndGet();
          through.acquireUninterruptibly();
          over.accept(Outcome.done());
        });
  }

  private static void awaitBegun(int count, AtomicInteger begun) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          while (begun.get() < count) {
            Thread.onSpinWait();
          }
        });
  }

  private static void submit(
      Lane lane,
      String key,
      boolean live,
      String name,
      List<String> order,
      CountDownLatch go,
      CountDownLatch done) {
    lane.submit(
        key,
        live,
        over -> {
          try {
            go.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          order.add(name);
          done.countDown();
          over.accept(Outcome.done());
        });
  }
}
