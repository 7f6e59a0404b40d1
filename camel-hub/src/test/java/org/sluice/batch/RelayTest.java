package org.sluice.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RelayTest {
  private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Answer<Integer>> told = new LinkedBlockingQueue<>();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore allowed = new Semaphore(0);
  private final Relay<Integer, Integer> relay =
      new Relay<>("relay", 8, 1, Duration.ZERO, this::write);

  private List<Answer<Integer>> write(List<Integer> items) {
    begun.release();
    allowed.acquireUninterruptibly();
    batches.add(items);
    if (items.contains(13)) {
      throw new IllegalStateException("unlucky");
    }
    return items.stream().map(item -> Answer.of(item * 10)).toList();
  }

  @Test
  void nobodyWaitsAndWhatComesMeanwhileIsWrittenTogetherInItsOrder() throws Exception {
    relay.tell(0, told::add);
    assertTrue(begun.tryAcquire(60, TimeUnit.SECONDS));
    for (int item = 1; item <= 20; item++) {
      relay.tell(item, told::add);
    }
    assertEquals(List.of(), List.copyOf(told), "nothing is told before it is written");
    allowed.release(100);
    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i <= 20; i++) {
      answers.add(next().value());
    }
    assertEquals(List.of(1, 8, 8, 4), batches.stream().map(List::size).toList());
    assertEquals(List.of(0, 10, 20, 30), answers.subList(0, 4));
    assertEquals(200, answers.get(20));
  }

  @Test
  void aFailureIsToldToAllOfItsBatchAndToNoOther() throws Exception {
    relay.tell(0, told::add);
    assertTrue(begun.tryAcquire(60, TimeUnit.SECONDS));
    relay.tell(12, told::add);
    relay.tell(13, told::add);
    allowed.release(100);
    assertEquals(0, next().value());
    assertEquals("unlucky", next().failure().getMessage());
    assertEquals("unlucky", next().failure().getMessage());
    relay.tell(14, told::add);
    assertEquals(140, next().value());
  }

  @Test
  void whoIsToldAndFailsHoldsUpNoOther() throws Exception {
    allowed.release(100);
    relay.tell(
        1,
        answer -> {
          throw new IllegalStateException("a fault of mine");
        });
    relay.tell(2, told::add);
    assertEquals(20, next().value());
  }

  @Test
  void anErrorOfWhoIsToldHoldsUpNoOtherOfItsBatch() throws Exception {
    relay.tell(0, told::add);
    assertTrue(begun.tryAcquire(60, TimeUnit.SECONDS));
    relay.tell(
        1,
        answer -> {
          throw new OutOfMemoryError("unable to create native thread");
        });
    relay.tell(2, told::add);
    allowed.release(100);
    assertEquals(0, next().value());
    assertEquals(20, next().value());
    relay.tell(3, told::add);
    assertEquals(30, next().value());
  }

  @Test
  void whereNoThreadIsToBeHadWhoHandsOverWrites() throws Exception {
    Semaphore threads = new Semaphore(0);
    Relay<Integer, Integer> poor =
        new Relay<>(
            task -> {
              if (threads.tryAcquire()) {
                return new Thread(task);
              }
              throw new OutOfMemoryError("unable to create native thread");
            },
            8,
            1,
            Duration.ZERO,
            this::write);
    allowed.release(100);
    poor.tell(1, told::add);
    assertEquals(10, told.remove().value());
    threads.release();
    poor.tell(2, told::add);
    assertEquals(20, next().value());
  }

  @Test
  void whoWaitsAllTheSameIsAnsweredOrThrownWhatBefellIt() {
    allowed.release(100);
    assertEquals(70, relay.put(7));
    IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> relay.put(13));
    assertSame("unlucky", thrown.getMessage());
  }

  @Test
  void fewWaitForMoreUnlessTheyAreEnoughOrSomebodyWaits() throws Exception {
    Relay<Integer, Integer> lingers = new Relay<>("lingers", 8, 3, Duration.ofDays(1), this::write);
    allowed.release(100);
    lingers.tell(0, told::add);
    assertFalse(begun.tryAcquire(300, TimeUnit.MILLISECONDS), "one alone was written");
    lingers.tell(1, told::add);
    lingers.tell(2, told::add);
    next();
    assertEquals(List.of(0, 1, 2), batches.get(0));
    lingers.tell(3, told::add);
    assertEquals(40, lingers.put(4));
    assertEquals(List.of(3, 4), batches.get(1));
  }

  @Test
  void fewAreWrittenOnceTheirTimeIsOver() throws Exception {
    Relay<Integer, Integer> lingers =
        new Relay<>("lingers", 8, 8, Duration.ofMillis(50), this::write);
    allowed.release(100);
    lingers.tell(1, told::add);
    assertEquals(10, next().value());
    lingers.tell(2, told::add);
    assertEquals(20, next().value());
    assertEquals(List.of(List.of(1), List.of(2)), batches);
  }

  @Test
  void oneThatSomebodyWaitsForBeyondABatchsEndIsNotLetWaitForMore() throws Exception {
    Relay<Integer, Integer> small = new Relay<>("small", 2, 2, Duration.ofDays(1), this::write);
    small.tell(0, told::add);
    small.tell(1, told::add);
    assertTrue(begun.tryAcquire(60, TimeUnit.SECONDS));
    small.tell(2, told::add);
    small.tell(3, told::add);
    BlockingQueue<Integer> answered = new LinkedBlockingQueue<>();
    Thread waits = new Thread(() -> answered.add(small.put(4)));
    waits.setDaemon(true);
    waits.start();
    for (long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        waits.getState() != Thread.State.WAITING && System.nanoTime() < until; ) {
      Thread.onSpinWait();
    }
    allowed.release(100);
    assertEquals(40, answered.poll(60, TimeUnit.SECONDS));
    assertEquals(List.of(List.of(0, 1), List.of(2, 3), List.of(4)), batches);
  }

  private Answer<Integer> next() throws InterruptedException {
    Answer<Integer> answer = told.poll(60, TimeUnit.SECONDS);
    assertTrue(answer != null, "nothing was told");
    return answer;
  }
}
