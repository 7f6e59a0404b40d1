package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerPlace;
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
      runner(
          new RouteTable(),
          log(new NothingEnsues()),
          Map.of(
              "graph",
              told(
                  stale -> {
                    throw new StackOverflowError();
                  })),
          null);

  @Test
  void itIsParkedWithItsTrace() {
    LedgerPlace there =
        new LedgerPlace("graph", "s", "p", "", null, null, BEFORE, "r1", "a run before");
    ledger.open(
        List.of(
            new Ledger.Opening(
                object.key(), object.project(), "r", BEFORE, false, List.of(there))));
    assertEquals(Outcome.over(), run(runner, entry(object, "r", RunKey.REMOVAL)));
    Document run = onRecord(key(object, "r", RunKey.REMOVAL));
    assertEquals("parked", run.getString("status"));
    Document error = run.get("error", Document.class);
    assertEquals("unexpected", error.getString("code"));
    assertTrue(error.toString().contains("StackOverflowError"), error.toString());
    Document operation = run.getList("operations", Document.class).get(0);
    assertEquals("clean-graph", operation.getString("step"));
    assertEquals("failed", operation.getString("outcome"));
  }
}
