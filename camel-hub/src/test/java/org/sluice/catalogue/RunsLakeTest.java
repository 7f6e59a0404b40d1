package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.ObjectKey;

/** One run is one record, whatever is told of it and in which order. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class RunsLakeTest extends StatusesRig {
  @Test
  void aRunTakesThePlaceOfEarlierOnesOnlyAndOnlyWhereTheseAreOver() {
    RunKey live = queued("a");
    RunKey first = new RunKey(live.eventId(), "a", "r1", "first");
    RunKey second = new RunKey(live.eventId(), "a", "r1", "second");
    runs.await(List.of(of(first)));
    runs.replaced(List.of(first), false);
    assertEquals("waiting", status(live));
    end(live, Status.PARKED);
    end(first, Status.DONE);
    runs.await(List.of(RunOf.of(second, object, Instant.now().plusSeconds(1))));
    runs.replaced(List.of(second), false);
    end(second, Status.DONE);
    // Fed again by a hub that took over: what came later stays.
    runs.replaced(List.of(first), false);
    assertEquals(
        List.of("superseded", "superseded", "done"),
        List.of(status(live), status(first), status(second)));
  }

  @Test
  void aRunsAttemptsAreOneRecord() {
    register(List.of("a"));
    RunKey run = key("a");
    end(run, Status.WAITING);
    runs.going(List.of(new Runs.Going(of(run), 2, STARTED)));
    assertEquals("running", status(run));
    end(run, Status.DONE, 2);
    assertEquals("done", status(run));
    assertEquals(6, onRecord(run).getList("operations", Document.class).size());
    assertEquals(name, onRecord(run).getString("object"));
  }

  @Test
  void whatIsOverStaysAsItIs() {
    register(List.of("a"));
    end(key("a"), Status.DONE);
    end(key("a"), Status.PARKED);
    end(key("a"), Status.PARKED, 2);
    assertEquals("done", status(key("a")));
    assertEquals(3, onRecord(key("a")).getList("operations", Document.class).size());
  }

  @Test
  void aRunThatGoesForLongIsOnRecordThoughItWasNot() {
    register(List.of("a"));
    runs.going(List.of(new Runs.Going(of(key("a")), 1, STARTED)));
    statuses.refresh(List.of(object.key()));
    assertEquals("running", document().getString("status"));
    end(key("a"), Status.DONE);
    assertEquals("done", status(key("a")));
    assertEquals(3, onRecord(key("a")).getList("operations", Document.class).size());
  }

  @Test
  void whatGoesForLongIsOnRecordAsRunningUntilItEnds() {
    RunKey run = queued("a");
    Runs.Going going = new Runs.Going(of(run), 3, STARTED);
    runs.going(List.of(going));
    statuses.refresh(List.of(object.key()));
    assertEquals("running", document().getString("status"));
    end(run, Status.DONE);
    runs.going(List.of(going));
    statuses.refresh(List.of(object.key(), new ObjectKey("AUTH_tried", "neocampus", "no/such")));
    assertEquals("done", document().getString("status"));
  }

  @Test
  void runsThatAreQueuedAgainStayAsTheyAre() {
    RunKey run = queued("a");
    end(run, Status.DONE);
    runs.await(List.of(of(run), of(new RunKey(object.eventId(), "b", "r1", "0"))));
    assertEquals("done", status(run));
    assertEquals(2, runs.ofEvents(List.of(object.eventId())).get(object.eventId()).size());
  }

  @Test
  void runsOfOutdatedEventsThatWaitAreEndedAndOthersStay() {
    RunKey run = queued("a");
    RunKey over = queued("b");
    end(over, Status.DONE);
    runs.outdated(List.of("another event"));
    assertEquals("waiting", status(run));
    runs.outdated(List.of(object.eventId()));
    assertEquals("superseded", status(run));
    assertEquals("done", status(over));
  }

  @Test
  void anOutdatedRunThatWasTriedEndsByItself() {
    RunKey run = queued("a");
    end(run, Status.WAITING);
    runs.outdated(List.of(object.eventId()));
    assertEquals("waiting", status(run));
  }
}
