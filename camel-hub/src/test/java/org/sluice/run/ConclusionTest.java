package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.Trouble;
import org.sluice.dispatch.QueueEntry;
import org.sluice.event.LakeObject;
import org.sluice.fault.Diagnosis;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.TestRuns;

/** What an attempt that fails comes to. */
class ConclusionTest {
  private static final Duration WEEK = Duration.ofDays(7);

  private final LakeObject object = TestRuns.run("p", "o", TestRuns.OLDER).object();
  private final Circuit circuit = new Circuit(Duration.ofSeconds(30));
  private final List<Over> recorded = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private RuntimeException refuses;
  private boolean throwing;
  private final List<Fault> aside = new ArrayList<>();
  private final List<Trouble> untaken = new ArrayList<>();
  private RuntimeException asideFails;
  private final Conclusion conclusion =
      new Conclusion(
          new Conclusion.OnRecord() {
            @Override
            public void put(Over over) {
              if (refuses != null) {
                throw refuses;
              }
              recorded.add(over);
            }

            @Override
            public void tell(Over over, Consumer<Throwable> then) {
              if (throwing) {
                throw refuses;
              }
              if (refuses == null) {
                recorded.add(over);
              }
              then.accept(refuses);
            }

            @Override
            public boolean park(QueueEntry entry, boolean fallback, Trouble why) {
              if (refuses != null) {
                throw refuses;
              }
              return untaken.add(why);
            }
          },
          new Patience(3, WEEK),
          (entry, why) -> {
            if (asideFails != null) {
              throw asideFails;
            }
            aside.add(Diagnosis.fault(why));
          });

  @ParameterizedTest
  @EnumSource(names = {"ACCESS_DENIED", "GOLD_UNREACHABLE"})
  void whatAllOfTheRouteMeetEndsNoRun(Fault fault) {
    for (int i = 0; i < 10; i++) {
      assertNotNull(fail(fault, Instant.now()).again());
      assertEquals(Status.WAITING, last().status());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCESS_DENIED", "SETTING_INVALID", "GOLD_UNREACHABLE"})
  void anObjectThatAloneMeetsItIsParkedInTheEnd(Fault fault) {
    for (int i = 0; i < 2; i++) {
      assertNotNull(fail(fault, Instant.now()).again());
      circuit.ended("another", Outcome.done(), Instant.now());
    }
    Outcome outcome = fail(fault, Instant.now());
    assertNull(outcome.again());
    assertEquals(fault.code(), outcome.trouble().code());
    assertEquals(Status.PARKED, last().status());
    String said = last().trouble().message();
    assertTrue(said.startsWith("it does not go. Given up after"), said);
  }

  @Test
  void oneThatHasWaitedForVeryLongIsParkedAlsoWhereAnOperatorIsToMendIt() {
    Instant longAgo = Instant.now().minus(WEEK).minusSeconds(1);
    assertNull(fail(Fault.ACCESS_DENIED, longAgo).again());
    assertEquals(Status.PARKED, last().status());
  }

  @Test
  void whatIsTheObjectsOwnIsParkedAtOnce() {
    Outcome outcome = fail(Fault.JSON_MALFORMED, Instant.now());
    assertNull(outcome.again());
    assertNull(outcome.trouble());
    assertEquals(Status.PARKED, last().status());
  }

  @Test
  void aRunThatIsGivenUpIsOverOnceThatIsOnRecord() {
    giveUp();
    assertEquals(Status.PARKED, last().status());
    assertNull(outcomes.get(0).again());
    assertEquals(1, outcomes.size());
  }

  @Test
  void aRunWhoseGivingUpIsNotOnRecordIsTriedAgain() {
    refuses = new FaultException(Fault.CATALOGUE_UNREACHABLE, "down");
    giveUp();
    throwing = true;
    giveUp();
    assertEquals(List.of(), recorded);
    assertEquals(2, outcomes.size());
    outcomes.forEach(outcome -> assertNotNull(outcome.again()));
  }

  @Test
  void aRunThatCannotBeTakenUpIsParkedUnlessThatPassesByItself() {
    assertNotNull(untaken(Fault.CATALOGUE_UNREACHABLE).again());
    assertEquals(List.of(), untaken);
    assertEquals(Outcome.over(), untaken(Fault.CATALOGUE_REFUSED));
    assertEquals(Fault.CATALOGUE_REFUSED.code(), untaken.get(0).code());
    assertEquals(List.of(), aside);
  }

  @Test
  void oneThatCannotEvenBeParkedIsSetAsideAndDoneWith() {
    refuses = new FaultException(Fault.CATALOGUE_REFUSED, "too long a name");
    assertEquals(Outcome.over(), untaken(Fault.UNEXPECTED));
    giveUp();
    assertEquals(Outcome.over(), outcomes.get(0));
    assertEquals(List.of(Fault.CATALOGUE_REFUSED, Fault.CATALOGUE_REFUSED), aside);
  }

  @Test
  void oneThatCannotBeParkedForTheMomentOrSetAsideIsTriedAgain() {
    refuses = new FaultException(Fault.CATALOGUE_UNREACHABLE, "down");
    assertNotNull(untaken(Fault.CATALOGUE_REFUSED).again());
    refuses = new FaultException(Fault.CATALOGUE_REFUSED, "too long a name");
    asideFails = new FaultException(Fault.CATALOGUE_UNREACHABLE, "down");
    assertNotNull(untaken(Fault.CATALOGUE_REFUSED).again());
    assertEquals(List.of(), aside);
  }

  private Outcome untaken(Fault fault) {
    QueueEntry entry = RunParts.entry(object, "route", "0", 0);
    return conclusion.untaken(entry, false, new FaultException(fault, "it is not taken up"));
  }

  private void giveUp() {
    Trouble trouble = Trouble.of(new FaultException(Fault.RUN_STUCK, "silent"));
    conclusion.giveUp(started(Instant.now()), false, RunParts.run(object), trouble, outcomes::add);
  }

  private Over last() {
    return recorded.get(recorded.size() - 1);
  }

  private Outcome fail(Fault fault, Instant queued) {
    FaultException failure = new FaultException(fault, "it does not go");
    Outcome outcome =
        conclusion.of(started(queued), false, RunParts.run(object), failure, circuit, later -> {});
    circuit.ended(object.key().path(), outcome, Instant.now());
    return outcome;
  }

  private Started started(Instant queued) {
    QueueEntry entry = RunParts.entry(object, "route", "0", queued.toEpochMilli());
    return new Started(entry, null, null, null);
  }
}
