package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.Attempt;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.Operation;
import org.sluice.catalogue.RunEnd;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Status;
import org.sluice.dispatch.QueueEntry;
import org.sluice.dispatch.Queues;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;
import org.sluice.gold.TestRuns;

/** What follows from runs that end together. */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class RunEndsLakeTest extends RunsLakeRig {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private final String name = name("ends");
  private final List<String> fellBack = new ArrayList<>();
  private final List<String> queued = new ArrayList<>();

  @Test
  void whatAllDeclinedFallsBackAlsoBesideAnEndOfTheVersionBefore() {
    LakeObject first = register(Events.created(name, V1), "pictures");
    Document before = documents.find(first.key());
    LakeObject second = register(Events.created(name, V2), "readings");
    ends()
        .write(
            List.of(
                end(first, "pictures", Status.SUPERSEDED, before),
                end(second, "readings", Status.DECLINED, documents.find(second.key()))));
    assertEquals(List.of(second.version()), fellBack);
  }

  @Test
  void whatAnotherRunMayYetTakeDoesNotFallBack() {
    LakeObject object = register(Events.created(name, V1), "a", "b");
    Document read = documents.find(object.key());
    ends().write(List.of(end(object, "a", Status.DECLINED, read)));
    assertEquals(List.of(), fellBack);
    ends().write(List.of(end(object, "b", Status.DECLINED, read)));
    assertEquals(List.of(object.version()), fellBack);
  }

  @Test
  void ofTwoHubsThatDidARunAtOnceTheFirstOnRecordIsAlsoTheOneInTheCatalogue() {
    LakeObject object = register(Events.created(name, V1), "readings");
    Document read = documents.find(object.key());
    Ended first = done(object, read, START);
    Ended second = done(object, read, START.plusSeconds(1));
    // The first hub stands still between the run's record and what follows from it.
    runs.end(List.of(first.end()));
    ends().write(List.of(second));
    assertEquals(List.of(Date.from(START)), inCatalogue(object));
    ends().write(List.of(first));
    assertEquals(List.of(Date.from(START)), inCatalogue(object));
    assertEquals(1, operations(first).size());
  }

  @Test
  void ofOneRunDoneTwiceInAHubTheCatalogueHasWhatTheRunHas() {
    LakeObject object = register(Events.created(name, V1), "readings");
    Document read = documents.find(object.key());
    Ended begun = attempt(object, read, START, Status.WAITING);
    ends().write(List.of(begun));
    Ended first = known(done(object, read, START.plusSeconds(1)));
    Ended second = known(done(object, read, START.plusSeconds(2)));
    ends().write(List.of(first, second));
    assertEquals(
        operations(first).stream().map(one -> one.getDate("started")).toList(),
        inCatalogue(object));
  }

  /** With a record that was there when it began. */
  private static Ended known(Ended one) {
    RunEnd end = one.end();
    RunEnd known =
        new RunEnd(
            end.run(),
            false,
            2,
            end.status(),
            end.started(),
            end.ended(),
            null,
            null,
            end.operations(),
            List.of(),
            0,
            List.of(),
            List.of());
    return new Ended(one.entry(), false, known, one.attempt(), List.of(), one.read(), null);
  }

  /** Its hub stood still: another has its place on the queue, and found the newer version there. */
  @Test
  void whatAFailedAttemptWroteOfARunThatIsOverElsewhereIsTakenBack() {
    LakeObject first = register(Events.created(name, V1), "readings");
    Document read = documents.find(first.key());
    LakeObject second = register(Events.created(name, V2), "readings");
    LedgerPlace place = new LedgerPlace("influxdb", "p", "m", "", 1L, 2L, V1, "r1", "run");
    ledger.open(List.of(opening(first, List.of(place))));
    ledger.open(List.of(opening(second, List.of())));
    ends().write(List.of(attempt(first, read, START, Status.SUPERSEDED)));
    ledger.forget(first.key(), "readings", List.of(place));
    Ended failed = attempt(first, read, START.plusSeconds(1), Status.WAITING);
    ends()
        .write(
            List.of(
                new Ended(
                    failed.entry(),
                    false,
                    failed.end(),
                    failed.attempt(),
                    List.of(place),
                    read,
                    null)));
    assertEquals(List.of(V2 + " readings again-" + V1), queued);
  }

  private static Ledger.Opening opening(LakeObject object, List<LedgerPlace> places) {
    return new Ledger.Opening(object.key(), "p", "readings", object.version(), false, places);
  }

  @Test
  void aRunWhoseRecordIsGoneIsPutOnRecordAnew() {
    LakeObject object = register(Events.created(name, V1), "readings");
    Ended known = known(done(object, documents.find(object.key()), START));
    ends().write(List.of(known));
    assertEquals(1, operations(known).size());
    assertEquals(List.of(Date.from(START)), inCatalogue(object));
  }

  @Test
  void anAttemptToldTwiceIsOnRecordOnce() {
    LakeObject object = register(Events.created(name, V1), "readings");
    Ended waiting = attempt(object, documents.find(object.key()), START, Status.WAITING);
    ends().write(List.of(waiting));
    ends().write(List.of(waiting));
    assertEquals(1, operations(waiting).size());
  }

  @Test
  void aRunWhoseObjectIsNotInTheCatalogueIsParked() {
    LakeObject object = TestRuns.run("p", name, TestRuns.OLDER).object();
    Ended parked = end(object, name, Status.PARKED, null);
    ends().write(List.of(parked));
    RunKey run = parked.entry().run();
    assertEquals("parked", runs.find(List.of(run)).get(run.id()).getString("status"));
  }

  private static List<?> inCatalogue(LakeObject object) {
    return documents.find(object.key()).getList("successful_operations", Document.class).stream()
        .map(one -> one.getDate("execution_date"))
        .toList();
  }

  private static List<Document> operations(Ended of) {
    RunKey run = of.entry().run();
    return runs.find(List.of(run)).get(run.id()).getList("operations", Document.class);
  }

  private static Ended done(LakeObject object, Document read, Instant at) {
    return attempt(object, read, at, Status.DONE);
  }

  private static Ended attempt(LakeObject object, Document read, Instant at, Status status) {
    QueueEntry entry = entry(object, "readings", RunKey.LIVE);
    Operation step = new Operation("s", "r1", Operation.SUCCEEDED, at, 1, 1, 1, null);
    List<Operation> steps = List.of(step);
    RunEnd end =
        new RunEnd(
            RunOf.of(entry.run(), object, at),
            true,
            1,
            status,
            at,
            at,
            null,
            null,
            steps,
            List.of(),
            0,
            List.of(),
            List.of());
    Attempt attempt = new Attempt(entry.run(), 1, object, steps, List.of(), List.of());
    return new Ended(entry, false, end, attempt, List.of(), read, null);
  }

  private RunEnds ends() {
    return new RunEnds(
        documents,
        runs,
        days,
        statuses,
        new NothingEnsues() {
          @Override
          public void fallBack(List<Queues.Declined> declined) {
            declined.forEach(one -> fellBack.add(one.object().version()));
          }

          @Override
          public void queue(LakeObject object, String route, String id) {
            queued.add(object.version() + " " + route + " " + id);
          }
        },
        ledger);
  }

  private static Ended end(LakeObject object, String route, Status status, Document read) {
    Instant now = Instant.now();
    QueueEntry entry = entry(object, route, RunKey.LIVE);
    RunEnd end =
        new RunEnd(
            RunOf.of(entry.run(), object, now),
            true,
            1,
            status,
            now,
            now,
            null,
            null,
            List.of(),
            List.of(),
            0,
            List.of(),
            List.of());
    return new Ended(entry, false, end, null, List.of(), read, null);
  }
}
