package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void end() {
    threads.shutdownNow();
    timer.shutdownNow();
  }

  @Test
  void runsOfOneObjectKeepTheirOrderAlsoThroughRetries() throws Exception {
    Lane lane = new Lane(4, threads, timer);
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(3);
    AtomicInteger attempts = new AtomicInteger();
    lane.submit(
        "a",
        () -> {
          if (attempts.incrementAndGet() < 3) {
            return Optional.of(Duration.ofMillis(5));
          }
          order.add(1);
          done.countDown();
          return Optional.empty();
        });
    for (int n = 2; n <= 3; n++) {
      int number = n;
      lane.submit(
          "a",
          () -> {
            order.add(number);
            done.countDown();
            return Optional.empty();
          });
    }
    assertTrue(done.await(10, TimeUnit.SECONDS));
    assertEquals(List.of(1, 2, 3), order);
  }

  @Test
  void anObjectThatWaitsForItsRetryHoldsUpNoOther() throws Exception {
    Lane lane = new Lane(1, threads, timer);
    CountDownLatch other = new CountDownLatch(1);
    lane.submit("stuck", () -> Optional.of(Duration.ofHours(1)));
    lane.submit(
        "free",
        () -> {
          other.countDown();
          return Optional.empty();
        });
    assertTrue(other.await(10, TimeUnit.SECONDS));
  }

  @Test
  void noMoreThanTheLimitRunAtATime() throws Exception {
    Lane lane = new Lane(3, threads, timer);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(50);
    for (int i = 0; i < 50; i++) {
      lane.submit(
          "key" + i,
          () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.yield();
            now.decrementAndGet();
            done.countDown();
            return Optional.empty();
          });
    }
    assertTrue(done.await(10, TimeUnit.SECONDS));
    assertTrue(most.get() <= 3, "ran at a time: " + most.get());
  }
}
