package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Status;
import org.sluice.dispatch.Queues;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;

/**
 * A run wrote gold late, after a newer version had come and cleaned up, and its hub dies before all
 * that follows is done. Its place on the queue comes again, as it was not committed.
 */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class DeathLakeTest extends RunsLakeRig {
  private static final List<GoldPlace> PLACES =
      List.of(new GoldPlace("influxdb", "p", "m", "", 1L, 2L));

  private final String name = name("death");
  private final List<String> queued = new ArrayList<>();
  private Death death;
  private final RunLog log = log(new Mortal());

  /** Where a hub dies. */
  private enum Death {
    BEFORE_THE_NEWEST_IS_QUEUED,
    BEFORE_KAFKA_HAS_IT,
    BEFORE_THE_END_IS_ON_RECORD
  }

  private final class Mortal extends NothingEnsues {
    @Override
    public void announce(List<Queues.Announcement> announcements) {
      die(Death.BEFORE_THE_END_IS_ON_RECORD);
    }

    @Override
    public void queue(LakeObject object, String route, String id) {
      die(Death.BEFORE_THE_NEWEST_IS_QUEUED);
      RunKey key = new RunKey(object.eventId(), route, "r1", id);
      runs.await(List.of(RunOf.of(key, object, Instant.now())));
      die(Death.BEFORE_KAFKA_HAS_IT);
      queued.add(id);
    }

    private void die(Death here) {
      if (death == here) {
        throw new Killed();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whereverItDiesTheNewestRunsOnceMoreAndWhatWasWrittenLateIsKnown(Death where) {
    LakeObject first = register(Events.created(name, V1), "r");
    Started slow = begun(first);
    Run late = writing(slow, first);
    LakeObject second = register(Events.created(name, V2), "r");
    done(second);
    death = where;
    assertThrows(
        Killed.class, () -> log.ends().put(Over.well(slow, false, late, Status.DONE, null)));
    assertFalse(isOver(first), "nobody would look after it any more");
    death = null;
    queued.clear();
    Started again = begun(first);
    assertFalse(again.isNewest());
    log.ends().superseded(again, false, Instant.now());
    assertEquals("superseded", record(first).getString("status"));
    assertFalse(queued.isEmpty());
    assertEquals(waiting(second), queued, "one waits that is on no queue");
    assertEquals(List.of(V1), places(first).stream().map(LedgerPlace::version).toList());
    assertEquals("waiting", documents.find(first.key()).getString("status"));
  }

  @Test
  void whoComesOnceMoreAfterAllIsDoneChangesNothing() {
    LakeObject first = register(Events.created(name, V1), "r");
    Started slow = begun(first);
    Run late = writing(slow, first);
    LakeObject second = register(Events.created(name, V2), "r");
    done(second);
    log.ends().put(Over.well(slow, false, late, Status.DONE, null));
    assertEquals(List.of("again-" + V1), queued);
    Document ended = record(first);
    Started again = begun(first);
    assertTrue(again.isFinal());
    log.ends().settle(again, false);
    assertEquals(List.of("again-" + V1), queued);
    assertEquals(ended, record(first));
  }

  @Test
  void aRunThatWaitsToBeTriedAgainTakesBackWhatItWroteBefore() {
    LakeObject first = register(Events.created(name, V1), "r");
    Started slow = begun(first);
    log.ends().put(Over.well(slow, false, writing(slow, first), Status.WAITING, null));
    LakeObject second = register(Events.created(name, V2), "r");
    // The same event once more, and outdated.
    runs.outdated(List.of(first.eventId()));
    done(second);
    log.ends().superseded(begun(first), false, Instant.now());
    assertEquals(List.of("again-" + V1), queued);
  }

  private Started begun(LakeObject object) {
    return log.start(entry(object, "r", RunKey.LIVE));
  }

  private Run writing(Started started, LakeObject object) {
    return writing(log, started, object, PLACES);
  }

  /** The newest runs, and takes out what it finds of versions before. */
  private void done(LakeObject object) {
    Started started = begun(object);
    Run run = writing(started, object);
    List<LedgerPlace> before =
        started.ledger() == null ? List.of() : started.ledger().before(object.version());
    new Cleaning(Map.of(), ledger, runs).forget(run, before);
    log.ends().put(Over.well(started, false, run, Status.DONE, null));
  }

  private Document record(LakeObject object) {
    RunKey key = key(object, "r", RunKey.LIVE);
    return runs.find(List.of(key)).get(key.id());
  }

  private boolean isOver(LakeObject object) {
    Document run = record(object);
    return run != null && Status.of(run.getString("status")).isFinal();
  }

  /** Runs of the object's event that are not over. */
  private static List<String> waiting(LakeObject object) {
    return runs.ofEvents(List.of(object.eventId())).get(object.eventId()).stream()
        .filter(run -> !Status.of(run.getString("status")).isFinal())
        .map(run -> run.getString("replay"))
        .sorted()
        .toList();
  }

  private static List<LedgerPlace> places(LakeObject object) {
    Ledger.QueuedObject asked = new Ledger.QueuedObject(object.key(), "r");
    return ledger.find(List.of(asked)).get(asked.ledgerId()).before(V2);
  }
}
