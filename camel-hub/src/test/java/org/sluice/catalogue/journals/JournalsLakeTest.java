package org.sluice.catalogue.journals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.JournalProgress;
import org.sluice.event.JournalRange;

/** Journals kept by several hubs at once, against a real MongoDB protocol server. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class JournalsLakeTest {
  private static MongoClient mongo;

  /** Not the lake's own, in which its hub is at work. */
  private final String log = "test_" + UUID.randomUUID();

  private final String proxy = "proxy1";
  private final Journals journals = new Journals(mongo.getDatabase(log));

  @BeforeAll
  static void connect() {
    mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
  }

  @AfterAll
  static void close() {
    mongo.close();
  }

  @AfterEach
  void forget() {
    mongo.getDatabase(log).drop();
  }

  private JournalProgress told(long from, long to) {
    return new JournalProgress(proxy, "e", from, to, null, false);
  }

  private Document document() {
    return mongo
        .getDatabase(log)
        .getCollection("journals")
        .find(Filters.eq("_id", proxy + "/e"))
        .first();
  }

  private static Wanted wanted(Journals journals, int tries) {
    return new Wanted(journals, Duration.ZERO, Duration.ofSeconds(30), tries);
  }

  @Test
  void twoHubsAtOnceUndoNothingOfEachOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> all = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      int offset = thread;
      Journals own = new Journals(mongo.getDatabase(log));
      all.add(
          threads.submit(
              () -> {
                for (int n = 1 + offset; n <= 200; n += 4) {
                  own.tell(List.of(told(n, n)));
                }
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
    assertEquals(
        "[Document{{from=1, to=200}}]", document().getList("covered", Document.class).toString());
    assertEquals(200, document().getLong("revision"));
  }

  @Test
  void aBatchOfWordsIsOneWriteAJournal() {
    journals.tell(List.of(told(1, 2), told(3, 3), told(4, 9)));
    assertEquals(1, document().getLong("revision"));
    assertEquals(9, document().getLong("highest"));
  }

  @Test
  void aGapIsHandedOutToItsProxyOnceAndAgainAfterThePause() {
    journals.tell(List.of(told(5, 9)));
    Wanted wanted = wanted(journals, 2);
    Instant now = Instant.now();
    wanted.turn(now);
    assertEquals(List.of(), wanted.of(Set.of("another")));
    JournalRange gap = new JournalRange(proxy, "e", 1, 4);
    assertEquals(List.of(gap), wanted.of(Set.of("another", proxy)));
    assertEquals(List.of(), wanted.of(Set.of(proxy)));
    wanted.turn(now.plusSeconds(1));
    assertEquals(List.of(), wanted.of(Set.of(proxy)));
    Wanted another = wanted(new Journals(mongo.getDatabase(log)), 2);
    another.turn(now.plusSeconds(1));
    assertEquals(List.of(), another.of(Set.of(proxy)), "another hub asks at once too");
    another.turn(now.plusSeconds(40));
    assertEquals(List.of(gap), another.of(Set.of(proxy)));
    another.turn(now.plusSeconds(41));
    another.turn(now.plusSeconds(999));
    assertEquals(List.of(), another.of(Set.of(proxy)), "a third time");
    assertEquals(2, Coverage.of(document()).asks().get(0).tries());
  }

  @Test
  void whatWasToldAgainIsAskedForNoLonger() {
    journals.tell(List.of(told(1, 9)));
    assertTrue(journals.ask(new JournalRange(proxy, "e", 2, 7)));
    Wanted wanted = wanted(journals, 5);
    wanted.turn(Instant.now());
    assertEquals(1, wanted.of(Set.of(proxy)).size());
    journals.tell(List.of(new JournalProgress(proxy, "e", 2, 7, null, true)));
    wanted.turn(Instant.now().plusSeconds(999));
    assertEquals(List.of(), wanted.of(Set.of(proxy)));
    assertTrue(document().getBoolean("whole"));
  }

  @Test
  void whatIsMissingAndLostIsComplainedOf() {
    journals.tell(List.of(told(5, 9), new JournalProgress(proxy, "e", 10, 11, "dropped", false)));
    Wanted wanted = wanted(journals, 5);
    wanted.turn(Instant.now());
    assertEquals(
        "4 changes missing and 2 lost in journals: ./sluice journals",
        wanted.complaint().orElseThrow());
  }

  private JournalProgress lost(long from, long to) {
    return new JournalProgress(proxy, "e", from, to, "dropped", false);
  }

  /** As a whole round puts it on record. */
  private void reconciled() {
    journals.answer(unanswered());
  }

  private Unanswered unanswered() {
    return journals.unanswered(Instant.now(), Duration.ZERO);
  }

  private Wanted.Amiss amiss() {
    Wanted wanted = wanted(journals, 5);
    wanted.turn(Instant.now());
    assertEquals(
        wanted.amiss().missing() + wanted.amiss().lost() == 0, wanted.complaint().isEmpty());
    return wanted.amiss();
  }

  @Test
  void whatReconciliationHasAnsweredIsAmissNoLongerAndWhatComesLaterIs() {
    journals.tell(List.of(told(5, 9), new JournalProgress(proxy, "e", 10, 11, "dropped", false)));
    assertEquals(new Wanted.Amiss(4, 2), amiss());
    reconciled();
    assertEquals(new Wanted.Amiss(0, 0), amiss());
    assertTrue(unanswered().isEmpty());
    journals.tell(List.of(told(1, 4)));
    assertEquals(new Wanted.Amiss(0, 0), amiss());
    journals.tell(List.of(lost(12, 12)));
    assertEquals(new Wanted.Amiss(0, 1), amiss());
    journals.tell(List.of(told(15, 15)));
    assertEquals(new Wanted.Amiss(2, 1), amiss());
  }

  @Test
  void anAnswerToNumbersThatCameStandsForNoOthers() {
    journals.tell(List.of(lost(1, 40)));
    reconciled();
    journals.tell(List.of(told(1, 35), lost(41, 75)));
    assertEquals(new Wanted.Amiss(0, 35), amiss());
    assertFalse(unanswered().isEmpty());
    assertEquals(
        "[Document{{from=36, to=40}}]", document().getList("answered", Document.class).toString());
  }

  @Test
  void whatCameWhileAllWasComparedIsNotAnsweredAndWhatWasLostMeanwhileIsNot() {
    journals.tell(List.of(lost(1, 40)));
    Unanswered before = unanswered();
    journals.tell(List.of(told(1, 40), lost(41, 41)));
    assertFalse(unanswered().isWithin(before));
    journals.answer(before);
    assertEquals(new Wanted.Amiss(0, 1), amiss());
    assertEquals(List.of(), document().getList("answered", Document.class));
  }

  @Test
  void theListShowsRangesAndCounts() {
    journals.tell(List.of(told(5, 9)));
    Map<String, Object> shown = journals.list().get(0);
    assertEquals(4L, shown.get("gap_numbers"));
    assertEquals("[Document{{from=1, to=4}}]", shown.get("gaps").toString());
    assertTrue(!shown.containsKey("revision") && !shown.containsKey("_id"));
  }

  @Test
  void withoutMongoNothingIsAskedFor() {
    journals.tell(List.of(told(5, 9)));
    MongoClient own = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
    Wanted wanted = wanted(new Journals(own.getDatabase(log)), 5);
    wanted.turn(Instant.now());
    own.close();
    wanted.turn(Instant.now());
    assertEquals(List.of(), wanted.of(Set.of(proxy)));
  }
}
