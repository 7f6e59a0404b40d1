package org.sluice.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that this hub has built and that not all hubs would take yet. */
class NotYetTakenTest {
  private static final String A = "a/a.camel.yaml";
  private static final String BEGINS =
      """
      - route:
          id: ticks
          from:
            uri: %s
            steps:
              - process:
                  ref: tick
      """;

  private static final String WELL = BEGINS.formatted("balky:well");

  @TempDir Path dir;
  private final Withheld agreement = new Withheld();
  private LiveRig rig;

  @BeforeEach
  void start() {
    rig = new LiveRig(dir, agreement);
    rig.write(A, LiveRig.yaml("a", "one"));
    rig.live.look();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void whatIsNotAgreedOnIsBuiltAndRunsOnceItIs() {
    CamelContext before = rig.live.of(A).camel();
    agreement.holds = true;
    rig.write(A, LiveRig.yaml("a", "two"));
    rig.write("b/b.camel.yaml", LiveRig.yaml("b", "new"));
    rig.look();
    assertSame(before, rig.live.of(A).camel());
    assertEquals("one", rig.run("a"));
    assertNull(rig.run("b"));
    assertEquals(List.of(), rig.refused());
    agreement.holds = false;
    rig.live.look();
    assertEquals("two", rig.run("a"));
    assertEquals("new", rig.run("b"));
    LiveRig.await(before::isStopped);
  }

  @Test
  void aFileThatIsGoneRunsUntilAllWouldHaveItGone() throws Exception {
    agreement.holds = true;
    rig.delete(A);
    rig.look();
    assertEquals("one", rig.run("a"));
    agreement.holds = false;
    rig.live.look();
    assertNull(rig.run("a"));
  }

  @Test
  void whatWasTakenBackBeforeItWasAgreedOnLeavesNothing() {
    CamelContext before = rig.live.of(A).camel();
    agreement.holds = true;
    rig.write(A, LiveRig.yaml("a", "two"));
    rig.look();
    rig.write(A, LiveRig.yaml("a", "one"));
    rig.look();
    agreement.holds = false;
    rig.live.look();
    assertSame(before, rig.live.of(A).camel());
    assertEquals(List.of(), rig.refused());
  }

  @Test
  void whatBeginsByItselfDoesNotBeforeItIsAgreedOn() {
    AtomicInteger ticks = new AtomicInteger();
    rig.bean("tick", exchange -> ticks.incrementAndGet());
    agreement.holds = true;
    rig.write("t/t.camel.yaml", WELL);
    rig.look();
    rig.look();
    assertEquals(List.of(), rig.refused());
    assertEquals(0, ticks.get());
    agreement.holds = false;
    rig.live.look();
    assertEquals(1, ticks.get());
  }

  @Test
  void whatDoesNotStartIsRefusedAndTheOldRevisionRunsOn() {
    rig.bean("tick", exchange -> {});
    rig.write("t/t.camel.yaml", WELL);
    rig.look();
    CamelContext before = rig.live.of("t/t.camel.yaml").camel();
    rig.write("t/t.camel.yaml", BEGINS.formatted("balky:t"));
    rig.look();
    assertEquals("t/t.camel.yaml", rig.refused().get(0).file(), rig.refused().toString());
    assertTrue(rig.refused().get(0).message().contains("on purpose"), rig.refused().toString());
    assertSame(before, rig.live.of("t/t.camel.yaml").camel());
    assertFalse(before.isStopped());
    assertEquals(List.of(), agreement.differences());
  }
}
