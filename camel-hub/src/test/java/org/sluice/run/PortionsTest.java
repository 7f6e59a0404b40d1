package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PortionsTest {
  private static final long CHUNK = 1 << 20;
  private final List<Long> told = Collections.synchronizedList(new ArrayList<>());
  private final Portions portions = new Portions(CHUNK, 3, 16 * CHUNK, told::add);

  @Test
  void onlyOfALargeObjectAreSeveralPartsHeld() {
    assertEquals(1, portions.parts(0, 100 * CHUNK));
    assertEquals(1, portions.parts(16 * CHUNK - 1, 100 * CHUNK));
    assertEquals(3, portions.parts(16 * CHUNK, 100 * CHUNK));
  }

  @Test
  void noMoreAreHeldThanTheRunMayHoldBytes() {
    assertEquals(2, portions.parts(16 * CHUNK, 3 * CHUNK - 1));
    assertEquals(1, portions.parts(16 * CHUNK, CHUNK / 2));
    Credit.Share share = new Credit(4 * CHUNK).share("route");
    assertEquals(2, portions.parts(16 * CHUNK, share.most()));
  }

  @Test
  void workIsDoneOnAThreadThatKeepsNoProcessAlive() throws Exception {
    FutureTask<Thread> on = new FutureTask<>(Thread::currentThread);
    portions.beside(on);
    Thread thread = on.get(10, TimeUnit.SECONDS);
    assertTrue(thread.isDaemon());
    assertNotEquals(Thread.currentThread(), thread);
  }

  @Test
  void onlyWhatWasReadBesideTheRunIsTold() throws Exception {
    for (int part = 0; part < 100; part++) {
      FutureTask<Integer> itself = new FutureTask<>(() -> 1);
      itself.run();
      portions.beside(itself);
    }
    for (int part = 0; part < 3; part++) {
      FutureTask<Integer> beside = new FutureTask<>(() -> 2);
      portions.beside(beside);
      beside.get(10, TimeUnit.SECONDS);
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (told.size() < 3 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertEquals(3, told.size());
  }
}
