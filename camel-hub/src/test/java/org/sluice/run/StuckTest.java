package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.catalogue.Trouble;
import org.sluice.gold.TestRuns;

class StuckTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LinkedBlockingQueue<Trouble> givenUp = new LinkedBlockingQueue<>();
  private final Run run =
      new Run(
          TestRuns.run("p", "o", TestRuns.OLDER).object(),
          "route",
          "r1",
          1,
          places -> true,
          false,
          List.of(),
          new Portions(1000, 1, 1, nanos -> {}),
          new Credit(1000).share("route"));

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void aRunThatShowsSignsOfLifeIsLeftAlone() throws Exception {
    Stuck stuck = new Stuck(Duration.ofMinutes(5), Duration.ZERO);
    stuck.begins(run, givenUp::add);
    run.begin();
    stuck.look();
    stuck.look();
    assertFalse(Thread.currentThread().isInterrupted());
    stuck.over(run);
    assertEquals(0, givenUp.size());
  }

  @Test
  void aRunThatIsSilentIsInterruptedAndItsThreadNotAfterwards() throws Exception {
    Stuck stuck = new Stuck(Duration.ofMillis(1), Duration.ofMinutes(5));
    CountDownLatch begun = new CountDownLatch(1);
    Future<Boolean> after =
        threads.submit(
            () -> {
              stuck.begins(run, givenUp::add);
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              stuck.over(run);
              return Thread.currentThread().isInterrupted();
            });
    assertTrue(begun.await(60, TimeUnit.SECONDS));
    lookUntil(stuck, after);
    assertFalse(after.get(60, TimeUnit.SECONDS));
    assertEquals(0, givenUp.size());
    assertFalse(run.isAbandoned());
  }

  @Test
  void oneThatDoesNotHeedItIsGivenUpWithItsTraceAndWritesNothingMore() throws Exception {
    Stuck stuck = new Stuck(Duration.ofMillis(1), Duration.ofMillis(1));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch let = new CountDownLatch(1);
    Future<?> ends =
        threads.submit(
            () -> {
              stuck.begins(run, givenUp::add);
              begun.countDown();
              boolean waits = true;
              while (waits) {
                try {
                  let.await();
                  waits = false;
                } catch (InterruptedException e) {
                  // goes on, as a block in a loop would
                }
              }
              stuck.over(run);
            });
    assertTrue(begun.await(60, TimeUnit.SECONDS));
    Trouble trouble = null;
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (trouble == null && System.nanoTime() < deadline) {
      stuck.look();
      trouble = givenUp.poll(5, TimeUnit.MILLISECONDS);
    }
    assertEquals("run-stuck", trouble.code());
    assertTrue(trouble.trace().contains("CountDownLatch.await"), trouble.trace());
    assertThrows(SupersededException.class, () -> run.writes(List.of()));
    let.countDown();
    ends.get(60, TimeUnit.SECONDS);
    stuck.look();
    assertEquals(0, givenUp.size());
  }

  private static void lookUntil(Stuck stuck, Future<?> done) throws Exception {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!done.isDone() && System.nanoTime() < deadline) {
      stuck.look();
      Thread.onSpinWait();
    }
  }
}
