package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerEntry;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.RunEnd;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Status;
import org.sluice.dispatch.QueueEntry;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;

/** A hub stood still after it had asked for the newest version, and wrote late. */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class OvertakenLakeTest extends RunsLakeRig {
  private final String name = name("overtaken");
  private final List<String> queued = new ArrayList<>();
  private final Overtaken overtaken =
      new Overtaken(
          ledger,
          runs,
          (object, route, id) -> queued.add(object.version() + " " + route + " " + id));

  @Test
  void whoIsTheNewestEndsAsItDid() {
    LakeObject first = register(Events.created(name, V1));
    open(first);
    assertEquals(Status.DONE, end(first));
    assertEquals(List.of(), queued);
  }

  @Test
  void whereTheNewerHasNotBegunItWillCleanUpByItself() {
    LakeObject first = register(Events.created(name, V1));
    open(first);
    register(Events.created(name, V2));
    assertEquals(Status.SUPERSEDED, end(first));
    assertEquals(List.of(), queued);
    assertEquals(1, entry().before(V2).size());
  }

  @Test
  void whereTheNewerHasCleanedUpAlreadyItRunsOnceMore() {
    LakeObject first = register(Events.created(name, V1));
    open(first);
    LakeObject second = register(Events.created(name, V2));
    run(second);
    open(second);
    ledger.forget(first.key(), "r", entry().before(V2));
    assertEquals(Status.SUPERSEDED, end(first));
    assertEquals(List.of(V2 + " r again-" + V1), queued);
    assertEquals(List.of(place(first)), entry().before(V2));
  }

  @Test
  void whereThatRunIsOverAsWellItRunsUnderAnIdOfItsOwn() {
    LakeObject first = register(Events.created(name, V1));
    open(first);
    LakeObject second = register(Events.created(name, V2));
    run(second);
    open(second);
    assertEquals(Status.SUPERSEDED, end(first));
    // What was asked for has run; then a hub that had stood still ends the same run.
    RunOf again = of(key(second, "r", "again-" + V1), second);
    runs.end(List.of(ended(again, Status.DONE)));
    ledger.forget(first.key(), "r", entry().before(V2));
    assertEquals(Status.SUPERSEDED, end(first));
    assertEquals(List.of(V2 + " r again-" + V1, V2 + " r again-" + V1 + "-2"), queued);
    assertEquals(List.of(place(first)), entry().before(V2));
  }

  @Test
  void whereTheNewerIsExpectedAndNotYetOnRecordItRunsOnceMore() {
    LakeObject first = register(Events.created(name, V1));
    open(first);
    LakeObject second = register(Events.created(name, V2), "r");
    open(second);
    assertEquals(Status.SUPERSEDED, end(first));
    assertEquals(List.of(V2 + " r again-" + V1), queued);
  }

  @Test
  void whereTheNewerIsADeletionItIsRemovedOnceMore() {
    LakeObject first = register(Events.created(name, V1));
    open(first);
    LakeObject deleted = register(Events.deleted(name, V2));
    ledger.begin(deleted.key(), "r", V2);
    ledger.forget(first.key(), "r", entry().before(V2));
    assertEquals(Status.SUPERSEDED, end(first));
    assertEquals(List.of(V2 + " r removal-" + V1), queued);
    assertEquals(List.of(place(first)), entry().before(V2));
  }

  @Test
  void aRunThatWroteNothingHasNothingToTakeBack() {
    LakeObject first = register(Events.created(name, V1));
    LakeObject second = register(Events.created(name, V2));
    run(second);
    open(second);
    assertEquals(Status.DECLINED, end(first, Status.DECLINED, List.of()));
    assertEquals(List.of(), queued);
  }

  private static void run(LakeObject object) {
    runs.await(List.of(of(key(object, "r", RunKey.LIVE), object)));
  }

  private static RunOf of(RunKey key, LakeObject object) {
    return RunOf.of(key, object, Instant.now());
  }

  private static void open(LakeObject object) {
    ledger.open(
        List.of(
            new Ledger.Opening(
                object.key(), "p", "r", object.version(), false, List.of(place(object)))));
  }

  private static LedgerPlace place(LakeObject object) {
    return new LedgerPlace(
        "influxdb",
        "p",
        "m",
        "",
        1L,
        2L,
        object.version(),
        "r1",
        key(object, "r", RunKey.LIVE).id());
  }

  private LedgerEntry entry() {
    Ledger.QueuedObject queuedObject = new Ledger.QueuedObject(Events.created(name, V1).key(), "r");
    return ledger.find(List.of(queuedObject)).get(queuedObject.ledgerId());
  }

  private static RunEnd ended(RunOf run, Status status) {
    Instant now = Instant.now();
    return new RunEnd(
        run, true, 1, status, now, now, null, null, List.of(), List.of(), 0, List.of(), List.of());
  }

  private Status end(LakeObject object) {
    return end(object, Status.DONE, List.of(place(object)));
  }

  private Status end(LakeObject object, Status status, List<LedgerPlace> places) {
    QueueEntry entry = entry(object, "r", RunKey.LIVE);
    RunEnd end = ended(of(entry.run(), object), status);
    Ended told = new Ended(entry, false, end, null, places, null, null);
    return overtaken
        .ended(List.of(told), documents.find(List.of(object.key())))
        .get(0)
        .end()
        .status();
  }
}
