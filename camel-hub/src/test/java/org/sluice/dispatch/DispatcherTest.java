package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Dispatcher dispatcher = new Dispatcher(null, null, null, this::may);

  private boolean may() {
    said.add(dispatcher.trouble());
    if (said.size() == 1) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    dispatcher.stop();
    return false;
  }

  @Test
  void afterAnErrorItSaysSoAndGoesOn() throws Exception {
    Thread thread =
        new Thread(
            () -> {
              dispatcher.run();
              ended.countDown();
            });
    thread.setDaemon(true);
    thread.start();
    assertTrue(ended.await(60, TimeUnit.SECONDS), "it died");
    assertEquals("starting", said.poll());
    assertEquals("java.lang.OutOfMemoryError: unable to create native thread", said.poll());
  }
}
