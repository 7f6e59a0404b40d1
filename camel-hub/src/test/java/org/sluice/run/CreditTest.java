package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.batch.Waits;

class CreditTest {
  private static final long ALL = 1 << 20;
  private final Credit credit = new Credit(ALL);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void whoWantsMoreThanIsFreeWaitsUntilItIsGivenBack() throws Exception {
    Credit.Share first = credit.share("a");
    first.hold(ALL / 2 - 2048);
    CountDownLatch held = new CountDownLatch(1);
    Future<?> second =
        threads.submit(
            () -> {
              try (Credit.Share share = credit.share("a")) {
                share.hold(4096);
                held.countDown();
              }
            });
    assertFalse(held.await(50, TimeUnit.MILLISECONDS));
    first.close();
    second.get(60, TimeUnit.SECONDS);
    assertEquals(ALL, credit.free());
  }

  @Test
  void whatIsRememberedIsHeldBesideTheObject() {
    try (Credit.Share share = credit.share("a")) {
      share.hold(4096);
      share.remember(2048);
      assertEquals(ALL - 6144, credit.free());
      share.hold(1024);
      assertEquals(ALL - 6144, credit.free());
      share.remember(100 * ALL);
      assertEquals(ALL / 2, credit.free());
    }
    assertEquals(ALL, credit.free());
  }

  @Test
  void whoWaitsForWhatOthersHoldIsKnownToWait() throws Exception {
    Credit.Share first = credit.share("a");
    first.hold(ALL);
    BlockingQueue<Thread> waits = new LinkedBlockingQueue<>();
    Future<?> second =
        threads.submit(
            () -> {
              waits.add(Thread.currentThread());
              credit.share("a").hold(2048);
            });
    Thread waiting = waits.poll(60, TimeUnit.SECONDS);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (Waits.silence(waiting) == null) {
      assertTrue(System.nanoTime() < deadline, "it does not wait");
      Thread.onSpinWait();
    }
    first.close();
    second.get(60, TimeUnit.SECONDS);
    assertNull(Waits.silence(waiting));
  }

  @Test
  void whoIsGivenUpHasGivenAllBackAndGetsNothingMore() {
    Credit.Share share = credit.share("a");
    share.hold(4096);
    share.close();
    assertEquals(ALL, credit.free());
    assertThrows(SupersededException.class, () -> share.hold(8192));
    share.close();
    assertEquals(ALL, credit.free());
  }

  @Test
  void anObjectLargerThanItsRoutesPartGetsAllOfThat() {
    try (Credit.Share share = credit.share("a")) {
      share.hold(100 * ALL);
      assertEquals(ALL / 2, credit.free());
    }
    assertEquals(ALL, credit.free());
  }

  @Test
  void aRouteWhoseSinksHangLeavesTheOthersSome() throws Exception {
    Credit.Share hangs = credit.share("a");
    hangs.hold(ALL);
    Future<?> waits = threads.submit(() -> credit.share("a").hold(2048));
    Future<?> goes = threads.submit(() -> credit.share("b").hold(ALL / 4));
    goes.get(60, TimeUnit.SECONDS);
    assertFalse(waits.isDone());
    hangs.close();
    waits.get(60, TimeUnit.SECONDS);
  }

  @Test
  void runsThatAllWantMoreNeverWaitForEachOther() throws Exception {
    AtomicLong done = new AtomicLong();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(
          threads.submit(
              () -> {
                try (Credit.Share share = credit.share("a")) {
                  share.hold(ALL / 3);
                  share.hold(ALL);
                  done.incrementAndGet();
                }
              }));
    }
    for (Future<?> one : all) {
      one.get(60, TimeUnit.SECONDS);
    }
    assertEquals(200, done.get());
    assertTrue(credit.free() == ALL);
  }
}
