package org.sluice.repair.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.JournalProgress;
import org.sluice.swift.FakeSwift;

/** What the schedule goes by from round to round, and what keeps it from nothing else. */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class ScheduleLakeTest extends RoundsLakeRig {
  @Test
  void anAccountThatSwiftRefusesIsSaidToBeSoAndTheOthersAreCompared() {
    others.addAll(List.of("AUTH_0", "AUTH_1"));
    swift.accounts.put("AUTH_0", 403);
    round(leases.take(Reconciler.DUE).orElseThrow());
    assertEquals("done", state());
    assertEquals(List.of("AUTH_7776/c", "AUTH_1/c"), compared());
    assertEquals("AUTH_0", failed().get(0).getString("account"));
    assertEquals(
        "Swift refuses the hub's user to read AUTH_0: 403", failed().get(0).getString("error"));
    assertEquals(List.of(false), told.stream().map(Came::isWhole).toList());
  }

  @Test
  void aRoundOfOneProjectDoesNotTellOfAccountsThatItIsNotIn() throws Exception {
    others.addAll(List.of("AUTH_0", "AUTH_1"));
    swift.accounts.put("AUTH_0", 403);
    asked("AUTH_1.c", false);
    assertEquals("done", state());
    assertEquals(List.of("AUTH_1/c"), compared());
    assertEquals(List.of(), failed());
  }

  @Test
  void aDeletedAccountThatIsNotReapedYetHasNoContainers() {
    others.add("AUTH_0");
    swift.accounts.put("AUTH_0", 410);
    round(leases.take(Reconciler.DUE).orElseThrow());
    assertEquals("done", state());
    assertEquals(List.of("AUTH_7776/c"), compared());
    assertEquals(List.of(true), told.stream().map(Came::isWhole).toList());
  }

  @Test
  void theScheduleComparesAnAccountThatCameAfterItsFirstRound() {
    assertEquals(List.of("new"), why());
    others.add("AUTH_1");
    assertEquals(List.of("new"), why());
    assertEquals(List.of("AUTH_1/c"), compared());
  }

  @Test
  void aRoundOfTheScheduleThatBreaksOffBeforeItComparesIsOnRecord() {
    swift.accounts.put(FakeSwift.ACCOUNT, 503);
    round(leases.take(Reconciler.DUE).orElseThrow());
    assertEquals("failed", state());
    assertEquals("Swift answers 503 for AUTH_7776", report().getString("error"));
    assertEquals(List.of(false), told.stream().map(Came::isWhole).toList());
  }

  @Test
  void aRoundOfTheScheduleThatFindsNothingToDoIsNotOnRecord() {
    assertEquals(List.of("new"), why());
    assertEquals(List.of(), why());
    assertNull(report());
  }

  @Test
  void whereNothingIsDueSwiftIsAskedForNothing() {
    assertEquals(List.of("new"), why(this::due));
    int rounds = told.size();
    swift.accounts.put(FakeSwift.ACCOUNT, 503);
    assertEquals(List.of(), why(this::due));
    assertNull(report(), "Swift was asked, and failed");
    assertEquals(rounds, told.size());
  }

  @Test
  void whatIsDueIsComparedThoughItDidNotMove() {
    assertEquals(List.of("new"), why());
    log.getCollection("reconciled")
        .updateOne(Filters.eq("container", "c"), Updates.set("compared", new Date(0)));
    assertEquals(List.of(), why(this::moved));
    assertEquals(List.of("due"), why(this::due));
    assertEquals(List.of(), why());
  }

  @Test
  void theFirstRoundOverAllIsNotForTheOneOverWhatMoved() {
    assertEquals(List.of(), why(this::moved));
    assertEquals(List.of("new"), why(this::due));
    swift.put("d", "a", "1795464361.00000", "e1");
    assertEquals(List.of(), why(this::due));
    assertEquals(List.of("new"), why(this::moved));
  }

  @Test
  void aSecondGapOfAJournalIsAnsweredThoughAnEarlierAndLargerOneWas() {
    loses(1, 40);
    assertEquals(List.of("new"), why());
    assertEquals(List.of(), why(), "The gap was answered by comparing all");
    comes(1, 35);
    loses(41, 75);
    assertEquals(List.of("journal"), why(), "5 of those that were answered, and 35 others");
    comes(36, 70);
    assertEquals(List.of(), why());
    loses(76, 80);
    assertEquals(List.of("journal"), why());
    assertEquals(List.of(), why());
  }

  @Test
  void whatCannotBeComparedDoesNotHaveTheOthersComparedAgainForTheSameGap() {
    swift.put("b", "a", "1795464361.00000", "e1");
    others.add("AUTH_0");
    assertEquals(List.of("new", "new", "new", "new"), why());
    swift.forbidden.add("b");
    swift.accounts.put("AUTH_0", 403);
    loses(1, 40);
    assertEquals(List.of("unread", "unread", "journal"), why(this::due));
    assertEquals(List.of("unread", "unread"), why(this::moved));
    assertEquals(List.of(), why(this::due), "The gap was answered");
    swift.forbidden.clear();
    swift.accounts.clear();
    anHourLater();
    assertEquals(List.of("moved", "moved", "moved"), why(3));
    assertEquals(List.of(), why());
  }

  @Test
  void aContainerThatSwiftRefusesIsToldEachTimeAndAskedForOnceInAWhile() throws Exception {
    swift.put("b", "a", "1795464361.00000", "e1");
    assertEquals(List.of("new", "new"), why());
    swift.forbidden.add("b");
    assertEquals(List.of("unread"), why(this::moved));
    swift.asked.clear();
    assertEquals(List.of("unread"), why(this::moved));
    assertEquals(List.of("b"), containers(true));
    String error = failed().get(0).getString("error");
    assertTrue(error.startsWith("Swift refuses the hub's user to read AUTH_7776/b: 403. "), error);
    assertEquals(List.of("HEAD /v1/AUTH_7776/c"), heads());
    log.getCollection("reconciled")
        .updateOne(Filters.eq("container", "b"), Updates.set("compared", new Date(0)));
    assertEquals(List.of(), why(this::due), "It is due, and nothing else is");
    assertEquals(List.of("HEAD /v1/AUTH_7776/c"), heads());
    anHourLater();
    assertEquals(List.of("unread"), why(this::moved));
    assertTrue(heads().contains("HEAD /v1/AUTH_7776/b"), heads().toString());
  }

  @Test
  void whoAsksForARoundHasARefusedContainerAskedForAtOnce() throws Exception {
    assertEquals(List.of("new"), why());
    swift.forbidden.add("c");
    assertEquals(List.of("unread"), why(this::moved));
    swift.forbidden.clear();
    assertEquals(List.of("unread"), why(this::moved));
    log.getCollection("reconciliations").drop();
    asked(null, false);
    assertEquals(List.of("AUTH_7776/c"), compared());
    assertEquals(0, log.getCollection("reconcile_refused").countDocuments());
    assertEquals(List.of(), why());
  }

  private void anHourLater() {
    log.getCollection("reconcile_refused")
        .updateMany(new Document(), Updates.set("at", Date.from(Instant.now().minusSeconds(3601))));
  }

  private List<String> heads() {
    return List.copyOf(swift.asked).stream()
        .filter(one -> one.startsWith("HEAD"))
        .map(one -> one.replaceFirst("\\?.*", ""))
        .toList();
  }

  @Test
  void whatARoundByCommandCouldNotCompareTheScheduleDoes() throws Exception {
    assertEquals(List.of("new"), why());
    atReading =
        place -> {
          throw new IllegalStateException("not now");
        };
    asked(null, true);
    atReading = place -> {};
    assertEquals(List.of("moved"), why(1));
    assertEquals(List.of(), why());
  }

  private void comes(long from, long to) {
    journals.tell(List.of(new JournalProgress("p", "e", from, to, null, true)));
  }

  private void loses(long from, long to) {
    journals.tell(List.of(new JournalProgress("p", "e", from, to, "dropped", false)));
  }

  /** The same of as many rounds as it takes: a container rests for ten times as long as it took. */
  private List<String> why(int compared) {
    List<String> all = new ArrayList<>();
    long until = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (all.size() < compared && System.nanoTime() < until) {
      all.addAll(why());
    }
    return all;
  }

  /** Why containers were compared, or not, in the rounds of the schedule. */
  private List<String> why() {
    List<String> all = new ArrayList<>(why(this::due));
    all.addAll(why(this::moved));
    return all;
  }

  private List<String> why(Runnable round) {
    log.getCollection("reconciliations").drop();
    round.run();
    return report() == null
        ? List.of()
        : report().getList("by_container", Document.class).stream()
            .map(one -> one.getString("why"))
            .sorted(Comparator.reverseOrder())
            .toList();
  }
}
