package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PortionsTest {
  private static final long CHUNK = 1 << 20;
  private final Portions portions = new Portions(CHUNK, 3, 16 * CHUNK);

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
    CompletableFuture<Thread> on = new CompletableFuture<>();
    portions.beside(() -> on.complete(Thread.currentThread()));
    Thread thread = on.get(10, TimeUnit.SECONDS);
    assertTrue(thread.isDaemon());
    assertNotEquals(Thread.currentThread(), thread);
  }
}
