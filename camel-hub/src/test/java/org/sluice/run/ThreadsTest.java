package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Which threads runs get, on whichever JDK the tests are run. */
class ThreadsTest {
  private static final int MANY = 500;

  private final Set<Thread> seen = ConcurrentHashMap.newKeySet();

  @Test
  void asManyAreAtItAsThereIsWork() throws Exception {
    runs();
    assertEquals(MANY, seen.size());
    assertTrue(seen.stream().allMatch(one -> one.getName().startsWith("run-")));
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_20)
  void theyAreThePlatformsWhereThereAreNoOthers() throws Exception {
    runs();
    Set<Class<?>> types = new HashSet<>();
    seen.forEach(one -> types.add(one.getClass()));
    assertEquals(Set.of(Thread.class), types);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void theyAreVirtualWhereTheJdkHasThem() throws Exception {
    runs();
    for (Thread one : seen) {
      assertEquals(true, Thread.class.getMethod("isVirtual").invoke(one));
    }
  }

  /** Work of which none ends before all have begun. */
  private void runs() throws InterruptedException {
    ExecutorService threads = Threads.perTask("run-");
    CountDownLatch all = new CountDownLatch(MANY);
    for (int i = 0; i < MANY; i++) {
      threads.execute(
          () -> {
            seen.add(Thread.currentThread());
            all.countDown();
            try {
              all.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    threads.shutdown();
    try {
      assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS), all::toString);
    } finally {
      threads.shutdownNow();
    }
  }
}
