package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.batch.Answer;
import org.sluice.catalogue.Operation;
import org.sluice.catalogue.RunEnd;
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.Trouble;
import org.sluice.dispatch.QueueEntry;
import org.sluice.event.LakeObject;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.TestRuns;

/** Ends of runs of which one is refused. */
class EachEndTest {
  private final List<Ended> recorded = new ArrayList<>();
  private final List<Ended> only = new ArrayList<>();
  private Fault fault = Fault.CATALOGUE_REFUSED;
  private boolean refusesAll;
  private int writes;
  private final EachEnd ends = new EachEnd(this::together, only::add);

  private List<Ended> together(List<Ended> some) {
    writes++;
    if (refusesAll || some.stream().anyMatch(EachEndTest::isLarge)) {
      throw new FaultException(fault, "the document is too large");
    }
    recorded.addAll(some);
    return some;
  }

  @Test
  void whatGoesIsOneWrite() {
    List<Ended> told = List.of(end("a", 1), end("b", 1));
    assertEquals(told, ends.write(told).stream().map(Answer::value).toList());
    assertEquals(1, writes);
  }

  @Test
  void oneThatIsRefusedIsParkedWithItsReasonAndTheOthersAreAsTheyWere() {
    List<Ended> told = List.of(end("a", 1), end("large", 200), end("b", 1));
    List<Answer<Ended>> answers = ends.write(told);
    answers.forEach(answer -> assertNull(answer.failure()));
    assertSame(told.get(0), answers.get(0).value());
    assertSame(told.get(2), answers.get(2).value());
    Ended parked = answers.get(1).value();
    assertEquals(3, recorded.size());
    assertTrue(recorded.contains(parked));
    assertEquals(Status.PARKED, parked.end().status());
    assertEquals("catalogue-refused", parked.end().trouble().code());
    assertEquals(
        "The end of the run (done) can not be kept on record: the document is too large",
        parked.end().trouble().message());
    assertEquals(List.of(), parked.end().operations());
    assertNull(parked.announcement());
  }

  @Test
  void whatItFailedWithBeforeIsToldToo() {
    Ended parked = end("large", 200, new Trouble("x", "data", "no time.", "look", null));
    String said = ends.write(List.of(parked)).get(0).value().end().trouble().message();
    assertTrue(said.endsWith("too large It failed before: no time."), said);
  }

  @Test
  void whereNothingThatFollowsGoesTheEndAloneIsOnRecord() {
    refusesAll = true;
    List<Answer<Ended>> answers = ends.write(List.of(end("a", 1)));
    assertNull(answers.get(0).failure());
    assertEquals(Status.PARKED, only.get(0).end().status());
  }

  @Test
  void whatPassesByItselfIsThrownForAllAndParksNone() {
    refusesAll = true;
    fault = Fault.CATALOGUE_UNREACHABLE;
    assertThrows(FaultException.class, () -> ends.write(List.of(end("a", 1), end("b", 1))));
    assertEquals(1, writes);
    assertEquals(List.of(), only);
  }

  @Test
  void messagesThatAreKeptAreShort() {
    FaultException why = new FaultException(Fault.GOLD_REJECTED, "no ".repeat(100_000));
    Rejects rejects = new Rejects();
    rejects.add(why);
    assertTrue(rejects.first().get(0).message().length() <= 1001);
    assertTrue(Trouble.of(why).message().length() <= 1001);
    assertNotNull(Trouble.of(new IllegalStateException()).message());
  }

  private static boolean isLarge(Ended one) {
    return one.end().operations().size() > 100;
  }

  private static Ended end(String name, int operations) {
    return end(name, operations, null);
  }

  private static Ended end(String name, int operations, Trouble trouble) {
    LakeObject object = TestRuns.run("p", name, TestRuns.OLDER).object();
    Instant now = Instant.now();
    QueueEntry entry = RunParts.entry(object, "route", "0", 0);
    Operation step = new Operation("step", "r1", Operation.SUCCEEDED, now, 1, 1, 1, trouble);
    RunEnd end =
        new RunEnd(
            RunOf.of(entry.run(), object, now),
            true,
            1,
            trouble == null ? Status.DONE : Status.PARKED,
            now,
            now,
            trouble,
            null,
            Collections.nCopies(operations, step),
            List.of(),
            0,
            List.of(),
            List.of());
    return new Ended(entry, false, end, null, List.of(), null, "{}");
  }
}
