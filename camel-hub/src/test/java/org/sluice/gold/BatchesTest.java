package org.sluice.gold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.batch.BatchWatch;
import org.sluice.batch.Gatherer;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

class BatchesTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<String> written = ConcurrentHashMap.newKeySet();
  private final Set<String> bad = ConcurrentHashMap.newKeySet();
  private final Set<String> newer = ConcurrentHashMap.newKeySet();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore allowed = new Semaphore(0);
  private volatile boolean down;
  private volatile int writes;

  private final Batches<String, List<String>, String> batches =
      new Batches<>(
          TestRuns.LIMITS,
          new Gatherer.Weight<>() {
            @Override
            public long count(List<String> item) {
              return item.size();
            }

            @Override
            public long bytes(List<String> item) {
              return item.size();
            }
          },
          item -> item,
          this::write,
          BatchWatch.NONE);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private List<String> write(String place, List<String> records) {
    writes++;
    begun.release();
    allowed.acquireUninterruptibly();
    if (down) {
      throw new FaultException(Fault.GOLD_UNREACHABLE, "down");
    }
    if (records.stream().anyMatch(bad::contains)) {
      throw new FaultException(Fault.GOLD_REJECTED, "refused");
    }
    records.stream().filter(record -> !newer.contains(record)).forEach(written::add);
    return records.stream().filter(newer::contains).toList();
  }

  /** Ten runs with three records each, all in one batch behind a first one. */
  private List<Future<Boolean>> tenAtOnce() throws Exception {
    threads.submit(() -> batches.put("place", List.of("before")));
    begun.acquire();
    List<Future<Boolean>> answers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      List<String> item = List.of(i + "a", i + "b", i + "c");
      answers.add(threads.submit(() -> batches.put("place", item)));
    }
    awaitWaiting(10);
    return answers;
  }

  @Test
  void aRefusedRecordFailsItsRunAloneAndAllOthersAreWritten() throws Exception {
    bad.addAll(List.of("4b", "4c"));
    List<Future<Boolean>> answers = tenAtOnce();
    allowed.release(1000);
    for (int i = 0; i < 10; i++) {
      Future<Boolean> answer = answers.get(i);
      if (i == 4) {
        Throwable cause = assertThrows(Exception.class, () -> answer.get()).getCause();
        assertEquals(List.of(1, 2), ((RefusedException) cause).positions());
        FaultException fault = ((RefusedException) cause).fault(100);
        assertEquals(Fault.GOLD_REJECTED, fault.fault());
        assertEquals("Record 102: refused (and 1 more of these 3)", fault.getMessage());
      } else {
        assertTrue(answer.get(60, TimeUnit.SECONDS));
      }
    }
    assertEquals(29, written.size());
  }

  @Test
  void whereMoreOfOneRunAreRefusedThanAreLookedForTheOthersAreWrittenWhole() throws Exception {
    threads.submit(() -> batches.put("place", List.of("before")));
    begun.acquire();
    List<String> x = numbered("x");
    bad.addAll(x);
    List<Future<Boolean>> answers = new ArrayList<>();
    for (List<String> item : List.of(numbered("y"), x, numbered("z"))) {
      answers.add(threads.submit(() -> batches.put("place", item)));
      awaitWaiting(answers.size());
    }
    allowed.release(1000);
    assertTrue(answers.get(0).get(60, TimeUnit.SECONDS));
    assertTrue(answers.get(2).get(60, TimeUnit.SECONDS));
    Throwable cause = assertThrows(Exception.class, () -> answers.get(1).get()).getCause();
    assertEquals(100, ((RefusedException) cause).positions().size());
    assertEquals(201, written.size());
  }

  private static List<String> numbered(String name) {
    return IntStream.range(0, 100).mapToObj(i -> name + i).toList();
  }

  private void awaitWaiting(int runs) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (batches.waiting("place") < runs) {
      assertTrue(System.nanoTime() < deadline, "not all came");
      Thread.onSpinWait();
    }
  }

  @Test
  void aRunThatWasOvertakenIsToldSoAlone() throws Exception {
    newer.add("7a");
    List<Future<Boolean>> answers = tenAtOnce();
    allowed.release(1000);
    for (int i = 0; i < 10; i++) {
      assertEquals(i != 7, answers.get(i).get(60, TimeUnit.SECONDS));
    }
    assertEquals(2, writes);
  }

  @Test
  void aDatabaseThatIsDownFailsAllOfTheBatchAndIsAskedOnce() throws Exception {
    List<Future<Boolean>> answers = tenAtOnce();
    down = true;
    allowed.release(1000);
    for (Future<Boolean> answer : answers) {
      Throwable cause = assertThrows(Exception.class, () -> answer.get()).getCause();
      assertEquals(Fault.GOLD_UNREACHABLE, ((FaultException) cause).fault());
    }
    assertEquals(2, writes);
    down = false;
    assertTrue(batches.put("place", List.of("again")));
  }

  @Test
  void aPlaceThatHangsHoldsUpNoOther() throws Exception {
    Future<Boolean> hanging = threads.submit(() -> batches.put("hangs", List.of("x")));
    begun.acquire();
    Future<Boolean> other = threads.submit(() -> batches.put("other", List.of("y")));
    begun.acquire();
    assertFalse(hanging.isDone());
    allowed.release(2);
    assertTrue(other.get(60, TimeUnit.SECONDS));
    assertTrue(hanging.get(60, TimeUnit.SECONDS));
  }
}
