package org.sluice.catalogue.journals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.sluice.event.JournalProgress;

class CoverageTest {
  private static final Instant NOW = Instant.parse("2026-11-23T20:06:04Z");
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private Coverage coverage = new Coverage("p", "e");

  private void tell(long from, long to) {
    coverage.tell(new JournalProgress("p", "e", from, to, null, false), NOW);
  }

  private void lose(long from, long to, String why) {
    coverage.tell(new JournalProgress("p", "e", from, to, why, false), NOW);
  }

  private void tellAgain(long from, long to, String lost) {
    coverage.tell(new JournalProgress("p", "e", from, to, lost, true), NOW.plusSeconds(1));
  }

  private String gaps() {
    return coverage.gaps().list().toString();
  }

  private long field(String name) {
    return ((Number) coverage.document().get(name)).longValue();
  }

  @Test
  void whatComesInOrderIsOneRange() {
    for (int n = 1; n < 1000; n += 10) {
      tell(n, n + 9);
    }
    assertEquals(1, coverage.document().getList("covered", Document.class).size());
    assertEquals("[]", gaps());
    assertTrue(coverage.document().getBoolean("whole"));
    assertEquals(0, field("repeats"));
  }

  @Test
  void whatNothingWasSaidOfIsAGap() {
    tell(1, 3);
    tell(6, 8);
    lose(11, 12, "dropped");
    assertEquals("[Range[from=4, to=5], Range[from=9, to=10]]", gaps());
    assertEquals(2, coverage.lostNumbers());
    assertFalse(coverage.document().getBoolean("whole"));
  }

  @Test
  void anIdleJournalShowsWhatIsMissingBelowIt() {
    tell(51, 50);
    assertEquals("[Range[from=1, to=50]]", gaps());
    assertEquals(0, field("repeats"));
  }

  @Test
  void whatIsToldTwiceIsCounted() {
    tell(1, 10);
    tell(6, 15);
    lose(15, 16, "gone");
    assertEquals(6, field("repeats"));
    assertEquals(0, field("told_again"));
    tellAgain(1, 4, null);
    assertEquals(6, field("repeats"));
    assertEquals(4, field("told_again"));
  }

  @Test
  void deliveredOnceCountsAsDelivered() {
    tell(1, 10);
    lose(1, 10, "gone");
    assertEquals(0, coverage.lostNumbers());
    lose(11, 12, "dropped");
    lose(11, 13, "gone");
    tell(12, 12);
    assertEquals(
        "[Document{{from=11, to=11, why=dropped}}, Document{{from=13, to=13, why=gone}}]",
        coverage.document().getList("lost", Document.class).toString());
  }

  @Test
  void theOrderInWhichItIsToldMakesNoDifference() {
    Random random = new Random(11);
    for (int round = 0; round < 100; round++) {
      List<JournalProgress> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        long from = 1 + random.nextInt(50);
        String lost = random.nextInt(3) == 0 ? "dropped" : null;
        all.add(new JournalProgress("p", "e", from, from - 1 + random.nextInt(9), lost, false));
      }
      Document one = told(all);
      Collections.shuffle(all, random);
      assertEquals(one, told(all));
    }
  }

  private static Document told(List<JournalProgress> all) {
    Coverage coverage = new Coverage("p", "e");
    all.forEach(one -> coverage.tell(one, NOW));
    return coverage.document();
  }

  @Test
  void itIsReadAsItWasWritten() {
    tell(1, 3);
    tell(8, 9);
    lose(5, 6, "unsettled");
    coverage.ask(1, 2, NOW);
    coverage.askForGaps(NOW.plusSeconds(90), GRACE);
    coverage.given(4, 4, java.util.Date.from(NOW));
    Document written = coverage.document();
    Document again = Coverage.of(written).document();
    assertEquals(written.getLong("revision") + 1, again.getLong("revision"));
    again.put("revision", written.get("revision"));
    assertEquals(written, again);
  }

  @Test
  void anEarlierVersionsDocumentIsReadAsNothingKnown() {
    coverage = Coverage.of(new Document("_id", "p/e").append("proxy", "p").append("epoch", "e"));
    tell(7, 9);
    assertEquals("[Range[from=1, to=6]]", gaps());
  }

  @Test
  void aGapIsAskedForOnceItIsOld() {
    tell(5, 9);
    coverage.askForGaps(NOW.plusSeconds(59), GRACE);
    assertEquals(List.of(), coverage.asks());
    coverage.askForGaps(NOW.plusSeconds(60), GRACE);
    coverage.askForGaps(NOW.plusSeconds(61), GRACE);
    assertEquals(1, coverage.asks().size());
    Ask ask = coverage.asks().get(0);
    assertEquals("1-4 hub", ask.from() + "-" + ask.to() + " " + ask.by());
  }

  @Test
  void aGapThatClosesByItselfIsAskedForNoLonger() {
    tell(5, 9);
    coverage.askForGaps(NOW.plusSeconds(60), GRACE);
    tell(1, 2);
    assertEquals("3-4", coverage.asks().get(0).from() + "-" + coverage.asks().get(0).to());
    tell(3, 4);
    assertEquals(List.of(), coverage.asks());
    assertTrue(coverage.document().getBoolean("whole"));
  }

  @Test
  void aRangeIsAskedForSoOftenAndNotAtOnceAgain() {
    tell(5, 9);
    coverage.askForGaps(NOW.plusSeconds(60), GRACE);
    Instant at = NOW.plusSeconds(60);
    for (int tries = 0; tries < 3; tries++) {
      assertTrue(coverage.asks().get(0).due(at, PAUSE, 3));
      coverage.given(1, 4, java.util.Date.from(at));
      assertFalse(coverage.asks().get(0).due(at.plusSeconds(29), PAUSE, 3));
      at = at.plusSeconds(30);
    }
    assertFalse(coverage.asks().get(0).due(at.plusSeconds(9999), PAUSE, 3));
    assertEquals(1, coverage.asks().size());
  }

  @Test
  void whatComesInPiecesIsNotGivenUp() {
    tell(5, 9);
    coverage.askForGaps(NOW.plusSeconds(60), GRACE);
    coverage.given(1, 4, java.util.Date.from(NOW));
    coverage.given(1, 4, java.util.Date.from(NOW));
    tellAgain(1, 2, null);
    assertEquals(1, coverage.asks().get(0).tries());
    assertEquals(NOW.plusSeconds(1), coverage.asks().get(0).last().toInstant());
  }

  @Test
  void aLossAnswersTheHub() {
    tell(5, 9);
    coverage.askForGaps(NOW.plusSeconds(60), GRACE);
    tellAgain(1, 4, "gone");
    assertEquals(List.of(), coverage.asks());
    assertEquals("[]", gaps());
    assertEquals(4, coverage.lostNumbers());
  }

  @Test
  void whatAPersonAsksForIsAnsweredOnlyByBeingToldAgain() {
    tell(1, 9);
    coverage.ask(2, 5, NOW);
    tell(1, 9); // a late repeat of what was told before
    assertEquals(1, coverage.asks().size());
    tellAgain(2, 5, null);
    assertEquals(List.of(), coverage.asks());
  }

  @Test
  void aPersonsWishStartsAfreshWhatWasGivenUp() {
    tell(5, 9);
    coverage.askForGaps(NOW.plusSeconds(60), GRACE);
    for (int i = 0; i < 9; i++) {
      coverage.given(1, 4, java.util.Date.from(NOW));
    }
    coverage.ask(1, 4, NOW);
    assertEquals(1, coverage.asks().size());
    assertTrue(coverage.asks().get(0).due(NOW, PAUSE, 5));
  }

  @Test
  void aDiskThatWasFullAgainAndAgainKeepsTheDocumentSmall() {
    for (int n = 1; n <= 5_000; n += 2) {
      tell(n, n);
      lose(n + 1, n + 1, "dropped");
    }
    assertEquals(2_500, coverage.lostNumbers());
    assertEquals("[]", gaps());
    assertTrue(coverage.document().getList("lost", Document.class).size() <= 1000);
    assertTrue(coverage.document().getList("covered", Document.class).size() <= 1001);
  }

  @Test
  void whatIsAnsweredStaysSoWhenItsNumbersAreNoLongerKept() {
    for (int n = 1; n < 1000; n += 2) {
      lose(n, n, "dropped");
      tell(n + 1, n + 1);
    }
    coverage.answer(coverage.lack(NOW, GRACE));
    assertTrue(coverage.lack(NOW, GRACE).isEmpty());
    for (int n = 1001; n < 2003; n += 2) {
      lose(n, n, "dropped");
      tell(n + 1, n + 1);
    }
    assertTrue(field("lost_earlier") > 0);
    assertEquals(501, coverage.openLosses());
    coverage = Coverage.of(coverage.document());
    assertEquals(501, coverage.openLosses());
    coverage.answer(coverage.lack(NOW, GRACE));
    assertTrue(coverage.lack(NOW, GRACE).isEmpty());
    assertEquals(0, coverage.openLosses());
  }

  @Test
  void aGapIsNotOldBecauseOneThatWasAnsweredIs() {
    tell(5, 9);
    Instant later = NOW.plus(GRACE);
    coverage.answer(coverage.lack(later, GRACE));
    coverage.tell(new JournalProgress("p", "e", 12, 12, null, false), later);
    assertTrue(coverage.lack(later, GRACE).isEmpty());
    assertEquals(2, coverage.unasked(later, GRACE).list().size(), "all are asked for");
    assertEquals(
        "[Range[from=10, to=11]]",
        coverage.lack(later.plus(GRACE), GRACE).numbers().list().toString());
  }
}
