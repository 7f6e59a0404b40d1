package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.catalogue.RunKey;
import org.sluice.dispatch.RouteTable;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;

/** A run that ends in a Java error is a bug's: it is parked, and not tried for ever. */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class ErrorLakeTest extends RunsLakeRig {
  private static final String BEFORE = "1795464360.00000";

  private final LakeObject object = register(Events.created(name("error"), V1));
  private final Runner runner =
      new Runner(
          new RouteTable(),
          null,
          log(new NothingEnsues()),
          new Cleaning(Map.of("graph", new Overflowing()), ledger, runs),
          new Credit(1000),
          new Portions(1000, 1, 1, nanos -> {}),
          new Patience(20, Duration.ofHours(1)),
          new RefusedEvents(database("test_error")),
          Duration.ofHours(1));

  @Test
  void itIsParkedWithItsTrace() {
    LedgerPlace there =
        new LedgerPlace("graph", "s", "p", "", null, null, BEFORE, "r1", "a run before");
    ledger.open(
        List.of(
            new Ledger.Opening(
                object.key(), object.project(), "r", BEFORE, false, List.of(there))));
    CompletableFuture<Outcome> later = new CompletableFuture<>();
    Outcome outcome =
        runner.run(
            entry(object, "r", RunKey.REMOVAL),
            new Circuit(Duration.ofSeconds(30)),
            later::complete);
    assertEquals(
        Outcome.over(), outcome == null ? later.orTimeout(60, TimeUnit.SECONDS).join() : outcome);
    RunKey key = key(object, "r", RunKey.REMOVAL);
    Document run = runs.find(List.of(key)).get(key.id());
    assertEquals("parked", run.getString("status"));
    Document error = run.get("error", Document.class);
    assertEquals("unexpected", error.getString("code"));
    assertTrue(error.toString().contains("StackOverflowError"), error.toString());
    Document operation = run.getList("operations", Document.class).get(0);
    assertEquals("clean-graph", operation.getString("step"));
    assertEquals("failed", operation.getString("outcome"));
  }

  private static final class Overflowing implements GoldRemover {
    @Override
    public long remove(Stale stale) {
      throw new StackOverflowError();
    }

    @Override
    public boolean comesFirst() {
      return false;
    }
  }
}
