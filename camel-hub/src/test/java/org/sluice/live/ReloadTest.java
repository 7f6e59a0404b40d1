package org.sluice.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.live.agreed.Alone;

/** How often the folder is looked at; with zero at the start only. */
class ReloadTest {
  private static final String A = "a/a.camel.yaml";

  @TempDir Path dir;

  private LiveRig rig(Duration every) {
    LiveRig rig = new LiveRig(dir, new Alone(), every);
    rig.write(A, LiveRig.yaml("a", "one"));
    rig.live.look();
    assertEquals("one", rig.run("a"));
    return rig;
  }

  @Test
  void withZeroNothingIsTakenOnceItRuns() {
    try (LiveRig rig = rig(Duration.ZERO)) {
      rig.write(A, LiveRig.yaml("a", "two"));
      rig.write("b/b.camel.yaml", LiveRig.yaml("b", "new"));
      rig.write("c/c.camel.yaml", "no: [route");
      for (int turn = 0; turn < 5; turn++) {
        rig.live.turn();
      }
      assertEquals("one", rig.run("a"));
      assertEquals(List.of("a"), rig.table.all().stream().map(route -> route.id()).toList());
      assertEquals(List.of(), rig.refused());
    }
  }

  @Test
  void withoutZeroTheSameIsTaken() {
    try (LiveRig rig = rig(Duration.ofNanos(1))) {
      rig.write(A, LiveRig.yaml("a", "two"));
      rig.live.turn();
      rig.live.turn();
      assertEquals("two", rig.run("a"));
    }
  }

  @Test
  void withALongPauseNothingIsTakenBeforeItIsOver() {
    try (LiveRig rig = rig(Duration.ofDays(1))) {
      rig.write(A, LiveRig.yaml("a", "two"));
      rig.live.turn();
      rig.live.turn();
      assertEquals("one", rig.run("a"));
    }
  }

  @Test
  void withZeroItIsStillHeardWhatTheOtherHubsSay() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    Withheld agreement = new Withheld();
    agreement.asked = asked::countDown;
    LiveRig rig = new LiveRig(dir, agreement, Duration.ZERO);
    rig.write(A, LiveRig.yaml("a", "one"));
    Thread looking = new Thread(rig.live, "routes");
    looking.start();
    try {
      assertTrue(asked.await(60, TimeUnit.SECONDS));
      assertEquals("one", rig.run("a"), "the first look is at the folder");
    } finally {
      rig.close();
    }
    looking.join(60_000);
    assertEquals(Thread.State.TERMINATED, looking.getState());
  }
}
