package org.sluice.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.check.Finding;

/**
 * Files that hold what the lake would take, under a name or at a place that it does not look at.
 */
class StraysTest {
  @TempDir Path dir;
  private LiveRig rig;

  @BeforeEach
  void start() {
    rig = new LiveRig(dir);
    rig.write("a/a.camel.yaml", LiveRig.yaml("a", "one"));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private List<String> refused() {
    rig.look();
    List<String> said =
        rig.refused().stream().map(one -> one.where() + " " + one.message()).toList();
    // What the check says of the folder is the same.
    assertEquals(said, rig.live.errors().stream().map(StraysTest::said).toList());
    return said;
  }

  private static String said(Finding one) {
    return one.file() + ":" + one.line() + ":" + one.column() + " " + one.message();
  }

  @Test
  void aRouteWithAnotherEndingIsNamedWithTheOneThatItNeeds() throws Exception {
    rig.write("b/b.yaml", LiveRig.yaml("b", "one"));
    assertEquals(
        List.of(
            "b/b.yaml:2:9 It holds a route, and is not taken, as it does not end in .camel.yaml:"
                + " call it b.camel.yaml"),
        refused());
    assertTrue(rig.live.complaint().orElseThrow().startsWith("1 refused: b/b.yaml:2:9 "));
    assertEquals("one", rig.run("a"));
    rig.delete("b/b.yaml");
    rig.write("b/b.camel.yaml", LiveRig.yaml("b", "one"));
    assertEquals(List.of(), refused());
    assertEquals("one", rig.run("b"));
  }

  @Test
  void soIsWhateverElseTheLakeTakes() {
    rig.write("b/b.camel.yml", "- from:\n    uri: lake:objects\n    steps: [{log: x}]\n");
    rig.write("c.XML", LiveRig.xml("c", "one"));
    rig.write("d/d.yml", "- route:\n   from: {uri: 'lake:objects'\n");
    rig.write("policies/p.yaml", "- routeConfiguration:\n    id: p\n");
    rig.write("blocks/mark-action.yaml", LiveRig.MARK);
    rig.write("e/mark-action.kamelet.yaml", LiveRig.MARK);
    rig.write("blocks/f.camel.yaml", LiveRig.yaml("f", "one"));
    String route = " It holds a route, and is not taken, as it does not";
    String block = " It holds a block, and is not taken, as it does not";
    assertEquals(
        List.of(
            "b/b.camel.yml:1:3" + route + " end in .camel.yaml: call it b.camel.yaml",
            "blocks/f.camel.yaml:2:9"
                + route
                + " stand where it is looked for: routes/blocks is for blocks alone, a route stands"
                + " in a folder of its own and a policy in routes/policies",
            "blocks/mark-action.yaml:1:1"
                + block
                + " end in .kamelet.yaml: call it mark-action.kamelet.yaml",
            "c.XML:2:14" + route + " end in .camel.xml: call it c.camel.xml",
            "d/d.yml:1:1" + route + " end in .camel.yaml: call it d.camel.yaml",
            "e/mark-action.kamelet.yaml:1:1"
                + block
                + " stand where it is looked for: blocks stand in routes/blocks",
            "policies/p.yaml:1:1 It holds a policy, and is not taken, as it does not end in"
                + " .camel.yaml: call it p.camel.yaml"),
        refused());
  }

  @Test
  void tablesSchemasAndTheLikeAreNotBlamed() {
    rig.write("a/table.csv", "route,from\n1,2\n");
    rig.write("a/schema.yaml", "type: object\nproperties:\n  route: {type: string}\n");
    rig.write("a/stops.yml", "- route: 12\n  from: Nantes\n- from: Rennes\n");
    rig.write("a/half.yaml", "a: [1,\n");
    rig.write("a/table.xml", "<rooms><room route='1'/></rooms>");
    rig.write("a/notes.camel.yaml.bak", LiveRig.yaml("b", "one"));
    rig.write("a/.b.yaml", LiveRig.yaml("b", "one"));
    rig.write("a/b.yaml~", LiveRig.yaml("b", "one"));
    rig.write("a/examples/x/b.yaml", LiveRig.yaml("b", "one"));
    assertEquals(List.of(), refused());
  }
}
