package org.sluice.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks and policies that come, change and are wrong reload the routes that they are for. */
class LiveBlocksTest {
  private static final String A = "a/a.camel.yaml";
  private static final String B = "b/b.camel.xml";

  @TempDir Path dir;
  private LiveRig rig;

  @BeforeEach
  void start() {
    rig = new LiveRig(dir);
    rig.write(A, LiveRig.yaml("a", "one"));
    rig.write(B, LiveRig.xml("b", "one"));
    rig.live.look();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private CamelContext context(String file) {
    return rig.live.of(file).camel();
  }

  private String revision(String id) {
    return rig.table.get(id).revision();
  }

  @Test
  void aChangedBlockReloadsTheRoutesThatUseItAndNoOther() {
    rig.write("blocks/mark-action.kamelet.yaml", LiveRig.MARK.formatted("first"));
    rig.write("c/c.camel.yaml", LiveRig.steps("c", "- to: kamelet:mark-action"));
    rig.look();
    assertEquals("first", rig.run("c"));
    CamelContext other = context(A);
    CamelContext before = context("c/c.camel.yaml");
    String revision = revision("c");
    rig.write("blocks/mark-action.kamelet.yaml", LiveRig.MARK.formatted("second"));
    rig.look();
    assertEquals("second", rig.run("c"));
    assertNotEquals(revision, revision("c"));
    assertNotSame(before, context("c/c.camel.yaml"));
    assertSame(other, context(A));
  }

  @Test
  void ofAWrongBlockTheLastThatWasWellIsUsed() {
    rig.write("blocks/mark-action.kamelet.yaml", LiveRig.MARK.formatted("first"));
    rig.write("c/c.camel.yaml", LiveRig.steps("c", "- to: kamelet:mark-action"));
    rig.look();
    CamelContext before = context("c/c.camel.yaml");
    rig.write(
        "blocks/mark-action.kamelet.yaml",
        LiveRig.MARK.formatted("second").replace("setBody:", "setBdoy:"));
    rig.look();
    assertSame(before, context("c/c.camel.yaml"));
    assertEquals("blocks/mark-action.kamelet.yaml", rig.refused().get(0).file());
    assertEquals(18, rig.refused().get(0).line(), rig.refused().toString());
    rig.write("d/d.camel.yaml", LiveRig.steps("d", "- to: kamelet:mark-action"));
    rig.look();
    assertEquals("first", rig.run("d"));
  }

  @Test
  void aBlockMayHaveNoParameters() {
    String plain =
        LiveRig.MARK
            .replaceFirst("(?s)    properties:.*?\n(?=  template)", "")
            .replace("{{text}}", "plain");
    rig.write("blocks/mark-action.kamelet.yaml", plain);
    rig.write("c/c.camel.yaml", LiveRig.steps("c", "- to: kamelet:mark-action"));
    rig.look();
    assertEquals(List.of(), rig.refused());
    assertEquals("plain", rig.run("c"));
  }

  @Test
  void aChangedPolicyReloadsTheRoutesThatItIsFor() {
    String policy =
        """
        - routeConfiguration:
            id: careful
            onException:
              - onException:
                  exception: java.lang.Exception
                  handled:
                    constant: "true"
                  steps:
                    - setBody:
                        constant: "%s"
        """;
    String failing =
        """
        - route:
            id: c
            routeConfigurationId: careful
            from:
              uri: lake:objects
              steps:
                - throwException:
                    exceptionType: java.lang.IllegalStateException
                    message: on purpose
        """;
    rig.write("policies/careful.camel.yaml", policy.formatted("first"));
    rig.write("c/c.camel.yaml", failing);
    rig.look();
    assertEquals(List.of(), rig.refused());
    assertEquals("first", rig.run("c"));
    CamelContext other = context(A);
    rig.write("policies/careful.camel.yaml", policy.formatted("second"));
    rig.look();
    assertEquals("second", rig.run("c"));
    assertSame(other, context(A));
    rig.write("policies/all.camel.yaml", policy.formatted("x").replace("    id: careful\n", ""));
    rig.look();
    assertNotSame(other, context(A));
  }
}
