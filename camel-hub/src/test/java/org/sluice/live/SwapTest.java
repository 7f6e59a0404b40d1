package org.sluice.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route is replaced while runs are in it. */
class SwapTest {
  private static final String FILE = "a/a.camel.yaml";
  private static final String GATED =
      "- process:\n                ref: gate\n        - setBody:\n                constant: \"%s\"";

  @TempDir Path dir;
  private LiveRig rig;

  @BeforeEach
  void start() {
    rig = new LiveRig(dir);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void write(String text) {
    rig.write(FILE, LiveRig.steps("a", GATED.formatted(text)));
  }

  @Test
  void aRunThatIsInTheOldRouteEndsThereAndThenItStops() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    rig.bean(
        "gate",
        exchange -> {
          inside.countDown();
          assertTrue(open.await(60, TimeUnit.SECONDS));
        });
    write("old");
    rig.look();
    assertEquals(List.of(), rig.refused());
    CamelContext old = rig.live.of(FILE).camel();
    CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> rig.run("a"));
    assertTrue(inside.await(60, TimeUnit.SECONDS));
    write("new");
    rig.look();
    rig.look();
    assertFalse(old.isStopped() || old.isStopping());
    assertFalse(slow.isDone());
    open.countDown();
    assertEquals("old", slow.get(60, TimeUnit.SECONDS));
    assertEquals("new", rig.run("a"));
    rig.live.look();
    LiveRig.await(old::isStopped);
  }

  @Test
  void swapsUnderLoadLoseNoRunAndFailNone() throws Exception {
    AtomicInteger went = new AtomicInteger();
    rig.bean("gate", exchange -> went.incrementAndGet());
    write("0");
    rig.look();
    AtomicBoolean enough = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Integer>> loads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      loads.add(
          threads.submit(
              () -> {
                int done = 0;
                while (!enough.get()) {
                  Integer.parseInt(rig.run("a"));
                  done++;
                }
                return done;
              }));
    }
    for (int swap = 1; swap <= 20; swap++) {
      write(String.valueOf(swap));
      rig.look();
    }
    enough.set(true);
    int done = 0;
    for (Future<Integer> load : loads) {
      done += load.get(60, TimeUnit.SECONDS);
    }
    threads.shutdown();
    assertEquals(went.get(), done);
    assertEquals("20", rig.run("a"));
  }
}
