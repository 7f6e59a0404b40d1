package org.sluice.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that come, change, go and are wrong, one beside the other. */
class LiveRoutesTest {
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
  void allThatIsThereAtStartRuns() {
    assertEquals("one", rig.run("a"));
    assertEquals("one", rig.run("b"));
    assertEquals(List.of(), rig.refused());
    assertEquals(A, rig.table.get("a").file());
    assertTrue(rig.live.complaint().isEmpty());
  }

  @Test
  void aChangedFileIsTakenAndNoOtherIsTouched() {
    CamelContext other = context(B);
    String before = revision("a");
    rig.write(A, LiveRig.yaml("a", "two"));
    rig.look();
    assertEquals("two", rig.run("a"));
    assertNotEquals(before, revision("a"));
    assertSame(other, context(B));
    CamelContext yaml = context(A);
    rig.write(B, LiveRig.xml("b", "two"));
    rig.look();
    assertEquals("two", rig.run("b"));
    assertSame(yaml, context(A));
    LiveRig.await(other::isStopped);
  }

  @Test
  void aFileThatIsBeingWrittenIsTakenOnceItHasComeToRest() {
    rig.write(A, LiveRig.yaml("a", "two"));
    rig.live.look();
    assertEquals("one", rig.run("a"));
    rig.write(A, LiveRig.yaml("a", "three"));
    rig.live.look();
    assertEquals("one", rig.run("a"));
    rig.live.look();
    assertEquals("three", rig.run("a"));
  }

  @Test
  void aNewFileIsTakenAndOneThatGoesEndsItsRoutes() throws Exception {
    rig.write("c/c.camel.yaml", LiveRig.yaml("c", "new"));
    rig.look();
    assertEquals("new", rig.run("c"));
    CamelContext gone = context("c/c.camel.yaml");
    rig.delete("c/c.camel.yaml");
    rig.live.look();
    assertEquals("new", rig.run("c"), "it may only be between two writes");
    rig.live.look();
    assertNull(rig.run("c"));
    LiveRig.await(gone::isStopped);
    assertEquals("one", rig.run("a"));
  }

  @Test
  void aWrongFileIsRefusedWithItsPlaceAndTheOldRevisionRunsOn() {
    String before = revision("a");
    rig.write(A, LiveRig.yaml("a", "two").replace("setBody", "setBdoy"));
    rig.look();
    assertEquals("one", rig.run("a"));
    Refused refused = rig.refused().get(0);
    assertEquals(A, refused.file());
    assertEquals(8, refused.line());
    assertTrue(refused.column() > 0, refused.toString());
    assertTrue(refused.message().contains("setBdoy"), refused.message());
    assertEquals(before, refused.runs());
    assertTrue(rig.live.complaint().orElseThrow().contains(A));
    rig.write(A, LiveRig.yaml("a", "two"));
    rig.look();
    assertEquals("two", rig.run("a"));
    assertEquals(List.of(), rig.refused());
  }

  @Test
  void aWrongXmlFileIsRefusedAndTheMendedOneIsTaken() {
    String good = LiveRig.xml("b", "two");
    rig.write(B, good.substring(0, good.length() / 2));
    rig.look();
    assertEquals("one", rig.run("b"));
    assertTrue(rig.refused().get(0).line() > 1, rig.refused().toString());
    rig.write(B, good);
    rig.look();
    assertEquals("two", rig.run("b"));
    assertEquals(List.of(), rig.refused());
  }

  @Test
  void aFileThatIsEmptiedIsRefused() {
    rig.write(A, "");
    rig.look();
    assertEquals("one", rig.run("a"));
    assertTrue(rig.refused().get(0).message().contains("holds no route"));
  }

  @Test
  void goingBackToWhatRunsIsNoChange() {
    CamelContext before = context(A);
    rig.write(A, "no: [route");
    rig.look();
    rig.write(A, LiveRig.yaml("a", "one"));
    rig.look();
    assertEquals(List.of(), rig.refused());
    assertSame(before, context(A));
  }

  @Test
  void anIdOfAnotherFileIsRefusedUntilThatLetsItGo() throws Exception {
    rig.write("0/0.camel.yaml", LiveRig.yaml("b", "taken over"));
    rig.look();
    Refused refused = rig.refused().get(0);
    assertEquals("0/0.camel.yaml:2", refused.file() + ":" + refused.line());
    assertTrue(refused.message().contains("b stands also in " + B + "."), refused.message());
    assertEquals("one", rig.run("b"));
    rig.delete(B);
    rig.look();
    assertEquals("taken over", rig.run("b"));
    assertEquals(List.of(), rig.refused());
  }

  @Test
  void aFileUnderAnotherNameTakesItsRoutesAlong() throws Exception {
    rig.write("z/a.camel.yaml", LiveRig.yaml("a", "moved"));
    rig.delete(A);
    rig.look();
    assertEquals("moved", rig.run("a"));
    assertEquals(List.of(), rig.refused());
  }

  @Test
  void examplesAndReadmesAreNoPartOfARoute() {
    CamelContext before = context(A);
    rig.write("a/README.md", "what it is");
    rig.write("a/examples/one/input.json", "{}");
    rig.write("a/.a.camel.yaml.swp", "x");
    rig.look();
    assertSame(before, context(A));
    rig.write("a/table.csv", "k,v");
    rig.look();
    assertNotSame(before, context(A));
  }

  @Test
  void aFolderThatCannotBeReadLeavesAllRunning() throws Exception {
    Path away = dir.resolveSibling(dir.getFileName() + "-away");
    Files.move(dir, away);
    try {
      rig.look();
      assertEquals("one", rig.run("a"));
      assertTrue(rig.live.complaint().orElseThrow().contains("no folder"));
    } finally {
      Files.move(away, dir);
    }
    rig.look();
    assertTrue(rig.live.complaint().isEmpty());
  }

  @Test
  void whatStopsAndStartsByCamelsOwnMeansStaysInTheTable() throws Exception {
    context(A).getRouteController().stopRoute("a");
    assertEquals(List.of("a"), rig.table.stopped());
    context(A).getRouteController().startRoute("a");
    assertEquals(List.of(), rig.table.stopped());
    assertEquals("one", rig.run("a"));
  }

  @Test
  void whatStandsStillByHandIsReplacedAndRemovedAsAnyOther() throws Exception {
    context(A).getRouteController().stopRoute("a");
    rig.write("a/a.camel.yaml", LiveRig.yaml("a", "two"));
    rig.look();
    assertEquals("two", rig.run("a"));
    context(A).getRouteController().stopRoute("a");
    Files.delete(dir.resolve("a/a.camel.yaml"));
    rig.look();
    assertEquals(Set.of("b"), ids());
  }

  @Test
  void beansOfTheHubStayWhenAContextStops() {
    rig.bean("keeper", exchange -> exchange.getMessage().setBody("kept"));
    rig.write("c/c.camel.yaml", LiveRig.steps("c", "- process:\n              ref: keeper"));
    rig.look();
    assertEquals("kept", rig.run("c"));
    rig.write(
        "c/c.camel.yaml", LiveRig.steps("c", "- process:\n              ref: keeper\n# again"));
    rig.look();
    assertEquals("kept", rig.run("c"));
    assertFalse(rig.beans.findByType(Object.class).isEmpty());
    assertEquals(Set.of("a", "b", "c"), ids());
  }

  @Test
  void twoRoutesOfAFileMaySelectAlike() {
    rig.write("c/c.camel.yaml", LiveRig.yaml("c", "one") + LiveRig.yaml("d", "two"));
    rig.look();
    assertEquals(List.of(), rig.refused());
    assertEquals("one", rig.run("c"));
    assertEquals("two", rig.run("d"));
  }

  @Test
  void aFileWithoutEndIsRefusedAndTheOthersRunOn() {
    rig.write(A, "- route: &a\n    id: a\n    from: *a\n");
    rig.write("c/notes.yaml", "- route: &a\n    id: c\n    from: *a\n");
    rig.write("d/d.camel.yaml", "[".repeat(20_000));
    rig.look();
    assertEquals("one", rig.run("a"));
    assertEquals(
        List.of(A, "d/d.camel.yaml", "c/notes.yaml"),
        rig.refused().stream().map(Refused::file).toList());
    assertEquals(3, rig.refused().get(0).line());
    rig.write(B, LiveRig.xml("b", "two"));
    rig.look();
    assertEquals("two", rig.run("b"));
  }

  @Test
  void aFileThatIsTooLargeIsRefusedAndTheOldRevisionRunsOn() throws Exception {
    try (RandomAccessFile out = new RandomAccessFile(dir.resolve(A).toFile(), "rw")) {
      out.setLength((16 << 20) + 1);
    }
    rig.look();
    assertEquals("one", rig.run("a"));
    String said = rig.refused().get(0).message();
    assertTrue(said.contains("16777217 bytes"), said);
  }

  @Test
  void whatStopsSlowlyIsNotWaitedForBeforeTheHubItselfEnds() throws Exception {
    CountDownLatch may = Balky.stopsOnce();
    String slow = "- from:\n    uri: balky:slow\n    steps:\n      - log: x\n";
    rig.write("c/c.camel.yaml", LiveRig.yaml("c", "one") + slow);
    rig.look();
    assertEquals("one", rig.run("c"), rig.refused().toString());
    CamelContext gone = context("c/c.camel.yaml");
    rig.delete("c/c.camel.yaml");
    rig.write(A, LiveRig.yaml("a", "two"));
    rig.look();
    assertEquals("two", rig.run("a"));
    assertFalse(gone.isStopped());
    may.countDown();
    rig.close();
    assertTrue(gone.isStopped());
  }

  @Test
  void aProgramThatNoStackHoldsIsRefused() {
    rig.write(A, LiveRig.steps("a", "- to: balky:deep"));
    rig.look();
    assertEquals("one", rig.run("a"));
    assertEquals(A, rig.refused().get(0).file());
    assertTrue(rig.refused().get(0).message().contains("too deep"), rig.refused().toString());
  }

  @Test
  void whateverALookEndsWithIsSaidAndTheNextIsTaken() {
    Withheld hubs = new Withheld();
    try (LiveRig other = new LiveRig(dir, hubs)) {
      other.live.look();
      hubs.fails = new StackOverflowError("deep");
      Thread thread = new Thread(other.live);
      thread.start();
      LiveRig.await(() -> other.live.complaint().orElse("").contains("StackOverflowError: deep"));
      hubs.fails = null;
      LiveRig.await(() -> other.live.complaint().isEmpty());
      assertTrue(thread.isAlive());
      other.write(A, LiveRig.yaml("a", "two"));
      LiveRig.await(() -> "two".equals(other.run("a")));
    }
  }

  @Test
  void thatNothingLooksAnyMoreIsSaid() throws Exception {
    Thread thread = new Thread(rig.live);
    thread.start();
    thread.interrupt();
    thread.join(10_000);
    assertTrue(rig.live.complaint().orElseThrow().contains("Start the hub again"));
  }

  @Test
  void whereTheHubEndsItNothingIsSaid() throws Exception {
    Thread thread = new Thread(rig.live);
    thread.start();
    rig.close();
    thread.join(10_000);
    assertEquals(java.util.Optional.empty(), rig.live.complaint());
  }

  private Set<String> ids() {
    return rig.table.all().stream()
        .map(route -> route.id())
        .collect(java.util.stream.Collectors.toSet());
  }
}
