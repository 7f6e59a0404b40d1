package org.sluice.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GathererTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore allowed = new Semaphore(0);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void whatComesAloneIsWrittenAtOnce() {
    allowed.release();
    assertEquals(10, gatherer(100).put(1));
    assertEquals(List.of(List.of(1)), batches);
  }

  @Test
  void whatComesWhileAWriteIsUnderWayIsWrittenTogetherAndAnsweredEach() throws Exception {
    Gatherer<Integer, Integer> gatherer = gatherer(100);
    List<Future<Integer>> answers = new ArrayList<>();
    answers.add(threads.submit(() -> gatherer.put(0)));
    begun.acquire();
    for (int i = 1; i <= 20; i++) {
      int item = i;
      answers.add(threads.submit(() -> gatherer.put(item)));
    }
    awaitWaiting(gatherer, 20);
    allowed.release(2);
    for (int i = 0; i <= 20; i++) {
      assertEquals(i * 10, answers.get(i).get(60, TimeUnit.SECONDS));
    }
    assertEquals(2, batches.size());
    assertEquals(20, batches.get(1).size());
  }

  @Test
  void aBatchHoldsNoMoreThanItsLimit() throws Exception {
    Gatherer<Integer, Integer> gatherer = gatherer(8);
    List<Future<Integer>> answers = new ArrayList<>();
    answers.add(threads.submit(() -> gatherer.put(0)));
    begun.acquire();
    for (int i = 1; i <= 20; i++) {
      int item = i;
      answers.add(threads.submit(() -> gatherer.put(item)));
    }
    awaitWaiting(gatherer, 20);
    allowed.release(100);
    for (Future<Integer> answer : answers) {
      answer.get(60, TimeUnit.SECONDS);
    }
    assertEquals(List.of(1, 8, 8, 4), batches.stream().map(List::size).toList());
  }

  @Test
  void anItemLargerThanTheLimitIsWrittenAlone() {
    allowed.release();
    Gatherer.Weight<Integer> weight = weight(1_000_000);
    Gatherer<Integer, Integer> gatherer =
        new Gatherer<>(new Limits(5, 5, Duration.ZERO, 1), weight, this::write);
    assertEquals(70, gatherer.put(7));
  }

  @Test
  void aBatchHoldsNoMoreBytesThanItsLimit() throws Exception {
    Gatherer<Integer, Integer> gatherer = ofBytes(Duration.ZERO);
    List<Future<Integer>> answers = waitBehindAWrite(gatherer, 4, 6, 1, 7, 3, 2);
    allowed.release(100);
    for (Future<Integer> answer : answers) {
      answer.get(60, TimeUnit.SECONDS);
    }
    assertEquals(List.of(List.of(1), List.of(4, 6), List.of(1, 7), List.of(3, 2)), batches);
  }

  @Test
  void aWriteWaitsForMoreUntilItsBytesAreEnough() throws Exception {
    Gatherer<Integer, Integer> gatherer = ofBytes(Duration.ofDays(1));
    List<Future<Integer>> answers = waitBehindAWrite(gatherer, 4, 6);
    allowed.release(100);
    answers.get(2).get(60, TimeUnit.SECONDS);
    assertTrue(begun.tryAcquire(60, TimeUnit.SECONDS));
    Future<Integer> few = threads.submit(() -> gatherer.put(9));
    awaitWaiting(gatherer, 1);
    assertFalse(begun.tryAcquire(300, TimeUnit.MILLISECONDS), "it was written alone");
    assertEquals(10, gatherer.put(1));
    assertEquals(90, few.get(60, TimeUnit.SECONDS));
    assertEquals(List.of(9, 1), batches.get(2));
  }

  @Test
  void aWriteThatWaitsForMoreIsMadeOnceItsTimeIsOver() throws Exception {
    Gatherer<Integer, Integer> gatherer = ofBytes(Duration.ofMillis(50));
    List<Future<Integer>> answers = waitBehindAWrite(gatherer, 4, 6);
    allowed.release(100);
    answers.get(2).get(60, TimeUnit.SECONDS);
    Future<Integer> few = threads.submit(() -> gatherer.put(9));
    assertEquals(90, few.get(60, TimeUnit.SECONDS));
    assertEquals(List.of(9), batches.get(2));
  }

  /** Each item weighs as many bytes as it says, and ten fill a batch. */
  private Gatherer<Integer, Integer> ofBytes(Duration linger) {
    Gatherer.Weight<Integer> itself =
        new Gatherer.Weight<>() {
          @Override
          public long count(Integer item) {
            return 1;
          }

          @Override
          public long bytes(Integer item) {
            return item;
          }
        };
    return new Gatherer<>(new Limits(100, 10, linger, 1), itself, this::write);
  }

  /** Has items come, in their order, while another is being written. */
  private List<Future<Integer>> waitBehindAWrite(Gatherer<Integer, Integer> gatherer, int... items)
      throws Exception {
    List<Future<Integer>> answers = new ArrayList<>();
    answers.add(threads.submit(() -> gatherer.put(1)));
    begun.acquire();
    for (int item : items) {
      answers.add(threads.submit(() -> gatherer.put(item)));
      awaitWaiting(gatherer, answers.size() - 1);
    }
    return answers;
  }

  @Test
  void aWriteThatFailsFailsForAllOfItsBatchAndForNoneAfter() throws Exception {
    Gatherer<Integer, Integer> gatherer =
        Gatherer.ofCount(
            10,
            items -> {
              begun.release();
              allowed.acquireUninterruptibly();
              if (items.contains(1)) {
                throw new IllegalStateException("refused");
              }
              return items.stream().map(Answer::of).toList();
            });
    allowed.release();
    assertThrows(IllegalStateException.class, () -> gatherer.put(1));
    allowed.release();
    assertEquals(2, gatherer.put(2));
  }

  @Test
  void whoWaitsForAnothersWriteIsHeardOfAsThatIs() throws Exception {
    Gatherer<Integer, Integer> gatherer = gatherer(10);
    long from = System.nanoTime();
    BlockingQueue<Thread> writes = new LinkedBlockingQueue<>();
    for (int i = 0; i < 2; i++) {
      threads.submit(
          () -> {
            writes.add(Thread.currentThread());
            return gatherer.put(1);
          });
      Thread one = writes.poll(60, TimeUnit.SECONDS);
      if (i == 0) {
        begun.acquire();
        assertNull(Waits.silence(one), "it writes");
      } else {
        await(() -> Waits.silence(one) != null);
        Duration silence = Waits.silence(one);
        assertTrue(silence.toNanos() <= System.nanoTime() - from, "since the write began");
        allowed.release(2);
        await(() -> Waits.silence(one) == null);
      }
    }
  }

  @Test
  void aThreadThatIsInterruptedFailsAloneAndTheOthersAreWritten() throws Exception {
    Semaphore never = new Semaphore(0);
    BlockingQueue<Thread> writes = new LinkedBlockingQueue<>();
    Gatherer<Integer, Integer> gatherer =
        Gatherer.ofCount(
            10,
            items -> {
              batches.add(items);
              if (items.contains(0)) {
                begun.release();
                allowed.acquireUninterruptibly();
              } else if (items.contains(1)) {
                writes.add(Thread.currentThread());
                try {
                  never.acquire();
                } catch (InterruptedException e) {
                  throw new IllegalStateException("interrupted", e);
                }
              }
              return multiplied(items);
            });
    threads.submit(() -> gatherer.put(0));
    begun.acquire();
    List<Future<Integer>> answers = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      int item = i;
      answers.add(threads.submit(() -> gatherer.put(item)));
      awaitWaiting(gatherer, i);
    }
    allowed.release();
    writes.poll(60, TimeUnit.SECONDS).interrupt();
    Exception failed =
        assertThrows(ExecutionException.class, () -> answers.get(0).get(60, TimeUnit.SECONDS));
    assertEquals("interrupted", failed.getCause().getMessage());
    assertEquals(20, answers.get(1).get(60, TimeUnit.SECONDS));
    assertEquals(30, answers.get(2).get(60, TimeUnit.SECONDS));
    assertEquals(List.of(List.of(0), List.of(1, 2, 3), List.of(2, 3)), batches);
  }

  private static void await(BooleanSupplier there) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!there.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it does not come");
      Thread.onSpinWait();
    }
  }

  @Test
  void anItemsOwnFailureIsItsOwnOnly() {
    Gatherer<Integer, Integer> gatherer =
        Gatherer.ofCount(
            10, items -> items.stream().map(i -> Answer.<Integer>failed(new Error("x"))).toList());
    assertEquals("x", assertThrows(Error.class, () -> gatherer.put(1)).getMessage());
  }

  @Test
  void manyThreadsAreAllAnswered() throws Exception {
    Gatherer<Integer, Integer> gatherer =
        new Gatherer<>(new Limits(7, 1000, Duration.ofMillis(1), 2), weight(1), this::multiplied);
    List<Future<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      int item = i;
      answers.add(threads.submit(() -> gatherer.put(item)));
    }
    for (int i = 0; i < 2000; i++) {
      assertEquals(i * 10, answers.get(i).get(60, TimeUnit.SECONDS));
    }
  }

  private Gatherer<Integer, Integer> gatherer(int count) {
    return Gatherer.ofCount(count, this::write);
  }

  private List<Answer<Integer>> write(List<Integer> items) {
    batches.add(items);
    begun.release();
    allowed.acquireUninterruptibly();
    return multiplied(items);
  }

  private List<Answer<Integer>> multiplied(List<Integer> items) {
    return items.stream().map(i -> Answer.of(i * 10)).toList();
  }

  private static Gatherer.Weight<Integer> weight(long each) {
    return new Gatherer.Weight<>() {
      @Override
      public long count(Integer item) {
        return each;
      }

      @Override
      public long bytes(Integer item) {
        return each;
      }
    };
  }

  private static void awaitWaiting(Gatherer<?, ?> gatherer, int items) {
    await(() -> gatherer.waiting() >= items);
  }
}
