package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.batch.Waits;
import org.sluice.catalogue.Trouble;
import org.sluice.gold.TestRuns;

class StuckTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LinkedBlockingQueue<Trouble> givenUp = new LinkedBlockingQueue<>();
  private final Stuck hasty = new Stuck(Duration.ofMillis(1), Duration.ofMillis(1));
  private final Run run = RunParts.run(TestRuns.run("p", "o", TestRuns.OLDER).object());

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void aRunThatShowsSignsOfLifeIsLeftAlone() {
    Stuck stuck = new Stuck(Duration.ofMinutes(5), Duration.ZERO);
    Stuck.Came came =
        stuck.during(
            run,
            givenUp::add,
            () -> {
              run.begin();
              stuck.look();
              stuck.look();
              return null;
            });
    assertFalse(Thread.currentThread().isInterrupted());
    assertEquals(new Stuck.Came(null, false), came);
    assertEquals(0, givenUp.size());
  }

  @Test
  void aRunThatIsSilentIsInterruptedAndItsThreadNotAfterwards() throws Exception {
    Stuck stuck = new Stuck(Duration.ofMillis(1), Duration.ofMinutes(5));
    CountDownLatch begun = new CountDownLatch(1);
    InterruptedException failure = new InterruptedException();
    Future<Stuck.Came> after =
        threads.submit(
            () -> {
              Stuck.Came came =
                  stuck.during(
                      run,
                      givenUp::add,
                      () -> {
                        begun.countDown();
                        try {
                          new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                          Thread.currentThread().interrupt();
                        }
                        return failure;
                      });
              assertFalse(Thread.currentThread().isInterrupted());
              return came;
            });
    assertTrue(begun.await(60, TimeUnit.SECONDS));
    lookUntil(stuck, after);
    assertEquals(new Stuck.Came(failure, true), after.get(60, TimeUnit.SECONDS));
    assertEquals(0, givenUp.size());
    run.writes(List.of());
  }

  @Test
  void aRunThatWaitsForOthersIsLeftAloneAsLongAsThoseAreHeardOf() {
    Stuck.Came came =
        hasty.during(
            run,
            givenUp::add,
            () -> {
              Waits.during(System::nanoTime, () -> lookInSilence(10));
              return null;
            });
    assertEquals(new Stuck.Came(null, false), came);
    Stuck.Came stuck =
        hasty.during(
            run,
            givenUp::add,
            () -> {
              Waits.during(() -> System.nanoTime() - 1_000_000_000, () -> lookInSilence(1));
              return null;
            });
    assertTrue(stuck.interrupted(), "those for whom it waits are silent too");
  }

  /** Looks so often when nothing was heard of the run for longer than is permitted. */
  private void lookInSilence(int times) {
    for (int i = 0; i < times; i++) {
      while (run.silence().compareTo(Duration.ofMillis(1)) <= 0) {
        Thread.onSpinWait();
      }
      hasty.look();
    }
  }

  @Test
  void oneThatDoesNotHeedItIsGivenUpWithItsTraceAndWritesNothingMore() throws Exception {
    CountDownLatch let = new CountDownLatch(1);
    Future<Stuck.Came> ends = givenUp(let, () -> null);
    Trouble trouble = givenUp.poll(60, TimeUnit.SECONDS);
    assertEquals("run-stuck", trouble.code());
    assertTrue(trouble.trace().contains("CountDownLatch.await"), trouble.trace());
    assertThrows(SupersededException.class, () -> run.writes(List.of()));
    let.countDown();
    assertNull(ends.get(60, TimeUnit.SECONDS), "who gave it up has the say");
    hasty.look();
    assertEquals(0, givenUp.size());
  }

  @Test
  void whatItThrowsIsWhatItFailedWithAnErrorToo() {
    Stuck stuck = new Stuck(Duration.ofMinutes(5), Duration.ZERO);
    for (Throwable thrown : List.of(new IllegalStateException("a"), new StackOverflowError())) {
      Stuck.Came came =
          stuck.during(
              run,
              givenUp::add,
              () -> {
                if (thrown instanceof Error e) {
                  throw e;
                }
                throw (RuntimeException) thrown;
              });
      assertEquals(new Stuck.Came(thrown, false), came);
    }
  }

  @Test
  void whatBefallsOneThatWasGivenUpIsTheEndOfNothing() throws Exception {
    CountDownLatch let = new CountDownLatch(1);
    Future<Stuck.Came> ends =
        givenUp(
            let,
            () -> {
              throw new IllegalStateException("late");
            });
    let.countDown();
    assertNull(ends.get(60, TimeUnit.SECONDS));
  }

  /** A run that goes on whatever it is told, until it is let. */
  private Future<Stuck.Came> givenUp(CountDownLatch let, Supplier<Throwable> then)
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Future<Stuck.Came> ends =
        threads.submit(
            () ->
                hasty.during(
                    run,
                    givenUp::add,
                    () -> {
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
                      return then.get();
                    }));
    assertTrue(begun.await(60, TimeUnit.SECONDS));
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (givenUp.isEmpty() && System.nanoTime() < deadline) {
      hasty.look();
      Thread.onSpinWait();
    }
    return ends;
  }

  private static void lookUntil(Stuck stuck, Future<?> done) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!done.isDone() && System.nanoTime() < deadline) {
      stuck.look();
      Thread.onSpinWait();
    }
  }
}
