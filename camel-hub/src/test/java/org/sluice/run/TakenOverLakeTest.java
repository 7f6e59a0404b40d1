package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerEntry;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Status;
import org.sluice.dispatch.Queues;
import org.sluice.dispatch.RouteTable;
import org.sluice.dispatch.TakeBack;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;

/** What a fallback had of an object goes once a replay has brought it through another route. */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class TakenOverLakeTest extends RunsLakeRig {
  private static final String REST = "rest";
  private static final String NEW = "new";
  private static final String REPLAY = "20261127-1";
  private static final GoldPlace PLACE = new GoldPlace("documents", "p", "c", "k:", null, null);

  private final String name = name("taken");
  private final List<TakeBack.Taken> taken = new ArrayList<>();
  private final List<GoldRemover.Stale> removed = new ArrayList<>();
  private boolean dies;
  private final RunLog log = log(new OnRecord());
  private final LakeObject object = register(Events.created(name, V1), REST);

  /** What the queues put on record, without the queues. */
  private final class OnRecord implements RunEnds.Ensuing {
    @Override
    public void announce(List<Queues.Announcement> announcements) {}

    @Override
    public boolean isFallback(String route) {
      return route.equals(REST);
    }

    @Override
    public void fallBack(List<Queues.Declined> declined) {}

    @Override
    public void takeBack(List<TakeBack.Taken> some) {
      some.forEach(
          one -> {
            RunKey removal = key(object, one.fallback(), RunKey.TAKEN + "-" + one.replay());
            runs.await(List.of(RunOf.of(removal, object, Instant.now())));
            one.runs().forEach(run -> runs.await(List.of(RunOf.of(run, object, null))));
            runs.taken(one.runs(), one.by());
            if (dies) {
              throw new Killed();
            }
          });
      taken.addAll(some);
    }

    @Override
    public void queue(LakeObject again, String route, String id) {}
  }

  @Test
  void itsGoldOfTheSameVersionGoesAndItsRunCountsNoMore() {
    ends(REST, RunKey.LIVE, Status.DONE);
    assertEquals("done", status());
    ends(NEW, REPLAY, Status.DONE);
    assertEquals(List.of(REST), taken.stream().map(TakeBack.Taken::fallback).toList());
    assertEquals("superseded", run(REST, RunKey.LIVE));
    assertEquals("waiting", status(), "its gold is there yet");
    removal(RunKey.TAKEN + "-" + REPLAY);
    assertEquals(List.of(Set.of(V1)), removed.stream().map(GoldRemover.Stale::versions).toList());
    assertEquals(List.of(), places(REST));
    assertEquals(1, places(NEW).size());
    assertEquals("done", status());
  }

  @ParameterizedTest
  @EnumSource(names = {"DECLINED", "PARKED", "SUPERSEDED"})
  void whereTheOtherDoesNotEndDoneItStays(Status end) {
    ends(REST, RunKey.LIVE, Status.DONE);
    ends(NEW, REPLAY, end);
    assertEquals(List.of(), taken);
    assertEquals("done", run(REST, RunKey.LIVE));
    assertEquals(1, places(REST).size());
  }

  @Test
  void aParkedRunOfTheFallbackCountsNoMoreEither() {
    ends(REST, RunKey.LIVE, Status.PARKED);
    assertEquals("parked", status());
    ends(NEW, REPLAY, Status.DONE);
    removal(RunKey.TAKEN + "-" + REPLAY);
    assertEquals("done", status());
  }

  @Test
  void oneThatIsStillToComeDoesNotCome() {
    ends(NEW, REPLAY, Status.DONE);
    assertEquals("superseded", run(REST, RunKey.LIVE));
    removal(RunKey.TAKEN + "-" + REPLAY);
    assertEquals("done", status());
  }

  @Test
  void whoDiesBeforeTheRemovalIsQueuedQueuesItWhenItsRunComesAgain() {
    ends(REST, RunKey.LIVE, Status.DONE);
    dies = true;
    assertThrows(Killed.class, () -> ends(NEW, REPLAY, Status.DONE));
    assertEquals(List.of(), taken);
    dies = false;
    log.ends().settle(begun(NEW, REPLAY), false);
    assertEquals(1, taken.size());
    removal(RunKey.TAKEN + "-" + REPLAY);
    log.ends().settle(begun(NEW, REPLAY), false);
    assertEquals(1, taken.size(), "it is done");
    assertEquals("done", status());
  }

  @Test
  void aRemovalThatComesLateLeavesWhatTheFallbackWroteSince() {
    ends(REST, RunKey.LIVE, Status.DONE);
    ends(NEW, REPLAY, Status.DONE);
    // By a second replay all others declined, and the fallback had it again.
    ends(REST, "20261127-2", Status.DONE);
    removal(RunKey.TAKEN + "-" + REPLAY);
    assertEquals(List.of(), removed);
    assertEquals(1, places(REST).size());
  }

  @Test
  void aRemovalForAnyOtherReasonTakesNothingOfTheVersionItself() {
    ends(REST, RunKey.LIVE, Status.DONE);
    ends(NEW, REPLAY, Status.DONE);
    removal(RunKey.REMOVAL);
    assertEquals(List.of(), removed);
  }

  private void ends(String route, String replay, Status status) {
    Started started = begun(route, replay);
    Run run = writing(log, started, object, List.of(PLACE));
    log.ends().put(Over.well(started, route.equals(REST), run, status, null));
  }

  /** The removal comes off its queue. */
  private void removal(String id) {
    Runner runner =
        runner(new RouteTable(), log, Map.of(PLACE.service(), told(removed::add)), null);
    assertEquals(Outcome.done(), run(runner, entry(object, REST, id)));
  }

  private Started begun(String route, String replay) {
    return log.start(entry(object, route, replay));
  }

  private String status() {
    return documents.find(object.key()).getString("status");
  }

  private String run(String route, String replay) {
    return onRecord(key(object, route, replay)).getString("status");
  }

  private List<LedgerPlace> places(String route) {
    Ledger.QueuedObject asked = new Ledger.QueuedObject(object.key(), route);
    LedgerEntry entry = ledger.find(List.of(asked)).get(asked.ledgerId());
    return entry.places();
  }
}
