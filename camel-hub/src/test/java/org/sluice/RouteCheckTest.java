package org.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sluice.RouteCheckRig.FILE;
import static org.sluice.RouteCheckRig.INNER;
import static org.sluice.RouteCheckRig.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.check.Finding;
import org.sluice.gold.GoldWriters;
import org.sluice.routes.RouteFiles;

/** Files beside each other: what one says of another, and each of all its faults. */
class RouteCheckTest {
  @TempDir Path dir;
  private RouteCheckRig rig;

  @BeforeEach
  void folder() {
    rig = new RouteCheckRig(dir);
  }

  @Test
  void aPolicyIsNamedAndNamesAreOfPolicies() throws IOException {
    String policy =
        """
        - routeConfiguration:
            id: %s
            onException:
              - onException:
                  exception: [java.io.IOException]
                  steps:
                    - to: direct:%s
        """;
    rig.write("policies/patient.camel.yaml", policy.formatted("patient", "other"));
    rig.write("policies/lazy.camel.yaml", policy.formatted("lazy", "othr"));
    String named = "    id: a\n    routeConfigurationId: %s\n";
    rig.write(
        FILE,
        route("", "- to: direct:other").replace("    id: a\n", named.formatted("pat*")) + INNER);
    rig.write(
        "b/b.camel.yaml",
        route("").replace("    id: a\n", named.formatted("lazi")).replace("id: a", "id: c"));
    assertEquals(
        List.of(
            "b/b.camel.yaml:3:27 There is no policy 'lazi' in routes/policies; did you mean lazy?",
            "policies/lazy.camel.yaml:2:9 No route names the policy lazy, so it is for none: a route"
                + " does by routeConfigurationId: lazy",
            "policies/lazy.camel.yaml:7:19 No route starts from direct:othr, in this file or in one"
                + " of routes; did you mean other?"),
        RouteCheckRig.told(rig.check()));
  }

  @Test
  void aFolderWithoutBlocksIsSaidOnce() throws IOException {
    rig.write(FILE, route(""));
    Map<String, Object> answer = new HashMap<>();
    RouteCheck check = new RouteCheck(dir, new Properties(), GoldWriters.NONE);
    assertEquals(2, check.tell(null, answer));
    assertEquals(Set.of("error"), answer.keySet());
    String said = (String) answer.get("error");
    assertTrue(said.startsWith(dir + " has no folder blocks"), said);
  }

  @Test
  void everyFaultOfAFileIsSaid() throws IOException {
    rig.write(FILE, route("contnetType: x", "- to: kamelet:nothing-like-it", "- to: htpp:x"));
    assertEquals(List.of(7, 10, 11), rig.check().stream().map(Finding::line).toList());
  }

  @Test
  void routesThatMayTakeTheSameAreNoted() throws IOException {
    rig.write(FILE, route("contentType: text/csv"));
    rig.write("b/b.camel.yaml", route("contentType: text/*").replace("id: a", "id: b"));
    rig.write("c/c.camel.yaml", route("contentType: image/*").replace("id: a", "id: c"));
    assertEquals(
        List.of("a/a.camel.yaml:2:9 " + overlap("a", "b (b/b.camel.yaml)")),
        RouteCheckRig.told(rig.check()));
    rig.write("d/d.camel.yaml", route("name: '*.csv'").replace("id: a", "id: d"));
    assertEquals(
        List.of(
            "a/a.camel.yaml:2:9 " + overlap("a", "b (b/b.camel.yaml), d (d/d.camel.yaml)"),
            "b/b.camel.yaml:2:9 " + overlap("b", "d (d/d.camel.yaml)"),
            "c/c.camel.yaml:2:9 " + overlap("c", "d (d/d.camel.yaml)")),
        RouteCheckRig.told(rig.check()));
    assertEquals(List.of(overlap("b", "a (a/a.camel.yaml), d (d/d.camel.yaml)")), said("b"));
    assertEquals(List.of(overlap("c", "d (d/d.camel.yaml)")), said("c"));
  }

  private static String overlap(String id, String others) {
    return "What "
        + id
        + " takes, "
        + others
        + " may take too. Each route that matches runs, by design, and writes its own: leave it so"
        + " if that is meant, else have one select less";
  }

  /** What the check of one route says, all of it notes. */
  private List<?> said(String route) throws IOException {
    Map<String, Object> answer = new HashMap<>();
    RouteCheck check = new RouteCheck(dir, new Properties(), GoldWriters.NONE);
    assertEquals(0, check.tell(route, answer));
    return ((List<?>) answer.get("findings"))
        .stream().map(one -> ((Map<?, ?>) one).get("message")).toList();
  }

  @Test
  void anIdOfAnotherFileIsSaid() throws IOException {
    rig.write(FILE, route(""));
    rig.write("b/b.camel.yaml", route(""));
    assertEquals(
        List.of(
            "a/a.camel.yaml:2:9 Route id a stands also in b/b.camel.yaml",
            "b/b.camel.yaml:2:9 Route id a stands also in a/a.camel.yaml"),
        RouteCheckRig.told(rig.check()).stream()
            .map(said -> said.replaceFirst("[.] .*", ""))
            .toList());
  }

  @Test
  void aWrongBlockIsSaidWithItsLine() throws IOException {
    rig.write(FILE, route("", "- to: kamelet:my-action"));
    String block =
        Files.readString(RouteFiles.folder().resolve("blocks/image-metadata-action.kamelet.yaml"));
    rig.write(
        "blocks/my-action.kamelet.yaml",
        block.replace("image-metadata-action", "my-action").replace("- to:", "- tto:"));
    List<Finding> findings = rig.check();
    assertTrue(
        findings.stream()
            .anyMatch(
                f ->
                    f.file().equals("blocks/my-action.kamelet.yaml")
                        && f.line() == 27
                        && f.message().equals("There is no step 'tto'; did you mean to?")),
        findings.toString());
  }

  @Test
  void theShippedRoutesAreWell() {
    Properties values = new Properties();
    values.setProperty("rooms.url", "http://127.0.0.1:1");
    assertEquals(
        List.of(), new RouteCheck(RouteFiles.folder(), values, GoldWriters.NONE).findings());
  }
}
