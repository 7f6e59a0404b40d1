package org.sluice.live.agreed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What follows from what hubs say. */
class LakeSetTest {
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
  private static final Duration LONG = Duration.ofHours(1);

  private LakeSet set = LakeSet.NONE;

  private static SetFile file(String file, String revision, String... ids) {
    return new SetFile(file, revision, List.of(ids));
  }

  private static HubWish wish(String hub, SetFile... wants) {
    return new HubWish(hub, hub + ":1", NOW.plus(LONG), Arrays.asList(wants), List.of());
  }

  private void says(String hub, SetFile... wants) {
    set = set.heard(wish(hub, wants), NOW);
  }

  private void refuses(String hub, String file, String... ids) {
    List<Unfit> refused = List.of(new Unfit(file, "9", List.of(ids), file + ":3:7 wrong"));
    set = set.heard(new HubWish(hub, hub + ":1", NOW.plus(LONG), List.of(), refused), NOW);
  }

  private Map<String, String> runs() {
    return set.revisions();
  }

  @Test
  void ofOneHubAllIsSo() {
    says("h", file("a", "1"), file("b", "1"));
    assertEquals(Map.of("a", "1", "b", "1"), runs());
    assertEquals(1, set.number());
    says("h", file("b", "2"));
    assertEquals(Map.of("b", "2"), runs());
    assertEquals(2, set.number());
  }

  @Test
  void whatOneHubChangesIsSoOnceTheOtherWouldHaveItToo() {
    says("h", file("a", "1"));
    says("i", file("a", "1"));
    String before = set.name();
    says("h", file("a", "2"), file("new", "1"));
    assertEquals(Map.of("a", "1"), runs());
    says("i", file("a", "2"));
    assertEquals(Map.of("a", "2"), runs());
    says("i", file("a", "2"), file("new", "1"));
    assertEquals(Map.of("a", "2", "new", "1"), runs());
    says("h");
    assertEquals(Map.of("a", "2", "new", "1"), runs());
    says("i");
    assertEquals(Map.of(), runs());
    assertNotEquals(before, set.name());
  }

  @Test
  void aFileThatHubsDifferInKeepsNoOtherBack() {
    says("h", file("a", "1"), file("b", "1"));
    says("i", file("a", "1"), file("b", "1"));
    says("h", file("a", "2"), file("b", "2"));
    says("i", file("a", "3"), file("b", "2"));
    assertEquals(Map.of("a", "1", "b", "2"), runs());
  }

  @Test
  void whoIsNotHeardInTimeHasNoSay() {
    says("h", file("a", "1"));
    says("dead", file("a", "1"));
    says("h", file("a", "2"));
    assertEquals(Map.of("a", "1"), runs());
    Instant late = NOW.plus(LONG);
    set =
        set.heard(
            new HubWish("h", "h:1", late.plus(LONG), List.of(file("a", "2")), List.of()), late);
    assertEquals(Map.of("a", "2"), runs());
    assertEquals(List.of("h:1"), set.hubs().stream().map(HubWish::name).toList());
  }

  @Test
  void aHubThatComesWithLessTakesNothingAway() {
    says("h", file("a", "1"));
    says("comes");
    assertEquals(Map.of("a", "1"), runs());
  }

  @Test
  void aRouteMovesToAnotherFileInOneStep() {
    says("h", file("a", "1", "r"));
    says("i", file("a", "1", "r"));
    says("h", file("z", "1", "r"));
    assertEquals(Map.of("a", "1"), runs());
    says("i", file("z", "1", "r"));
    assertEquals(Map.of("z", "1"), runs());
    assertEquals(List.of(), set.gone());
  }

  @Test
  void noIdIsInTwoFilesThoughWhatEachHubWouldHaveFitsTogether() {
    says("h", file("a", "1", "r"), file("b", "1"));
    says("i", file("a", "1", "r"), file("b", "1"));
    // Both would have r in b, but they differ in what a then is.
    says("h", file("a", "2"), file("b", "2", "r"));
    says("i", file("a", "3"), file("b", "2", "r"));
    assertEquals(Map.of("a", "1", "b", "1"), runs());
    says("i", file("a", "2"), file("b", "2", "r"));
    assertEquals(Map.of("a", "2", "b", "2"), runs());
  }

  @Test
  void aRouteThatIsTakenOutIsGoneUntilItIsBack() {
    says("h", file("a", "1", "r", "s"));
    says("h", file("a", "2", "s"));
    assertEquals(List.of(new GoneRoute("r", "a", NOW)), set.gone());
    assertEquals(List.of(), set.due(NOW.plusSeconds(59), Duration.ofMinutes(1)));
    assertEquals(set.gone(), set.due(NOW.plusSeconds(60), Duration.ofMinutes(1)));
    says("h", file("a", "2", "s"), file("other", "1", "r"));
    assertEquals(List.of(), set.gone());
    says("h", file("a", "2", "s"));
    assertEquals(List.of("r"), set.gone().stream().map(GoneRoute::route).toList());
    assertEquals(List.of(), set.forgetting(List.of("r")).gone());
  }

  @Test
  void aRouteIsNotGoneWhileItsFileIsThereAndWrong() {
    says("h", file("a", "1", "r"), file("b", "1", "s"));
    refuses("h", "a");
    assertEquals(Map.of(), runs());
    Instant later = NOW.plus(LONG);
    assertEquals(List.of("s"), set.due(later, LONG).stream().map(GoneRoute::route).toList());
    refuses("h", "elsewhere", "r", "s");
    assertEquals(List.of(), set.due(later, LONG));
  }

  @Test
  void itIsTheSameHoweverLateItIsSaid() {
    says("h", file("a", "1"));
    HubWish later =
        new HubWish("h", "h:1", NOW.plus(LONG).plus(LONG), wish("h").wants(), List.of());
    assertTrue(
        set.saysThat(
            set.heard(
                new HubWish("h", "h:1", later.until(), List.of(file("a", "1")), List.of()), NOW)));
    assertFalse(set.saysThat(set.heard(later, NOW)));
    assertFalse(set.saysThat(set.heard(wish("i", file("a", "1")), NOW)));
  }

  @Test
  void whoDiffersInWhatIsToldWithTheReason() {
    says("h", file("a", "1", "r"));
    says("i", file("a", "1", "r"));
    assertEquals(Map.of(), Disputes.of(set));
    says("h", file("a", "2", "r"));
    refuses("i", "a", "r");
    assertEquals(
        Map.of(
            "a",
            "a is not taken, as hubs differ: h:1 has revision 2, i:1 has nothing of it that runs"
                + " and refuses a:3:7 wrong; revision 1 runs on"),
        Disputes.of(set));
  }

  @Test
  void whatIsWrittenIsRead() {
    says("h", file("a/a.camel.yaml", "1", "r"), file("b", "1", "s"));
    says("h", file("a/a.camel.yaml", "1", "r"));
    refuses("i", "c", "t");
    assertEquals(set, SetDocument.set(SetDocument.of("routes", set)));
  }
}
