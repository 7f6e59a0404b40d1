package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerEntry;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.Status;
import org.sluice.dispatch.LakeComponent;
import org.sluice.dispatch.RouteTable;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;
import org.sluice.routes.RouteKit;

/** A version that its route declines takes out what older versions wrote, and writes nothing. */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class DeclinedLakeTest extends RunsLakeRig {
  private static final String ROUTE =
      """
      - route:
          id: r
          from:
            uri: lake:objects
            parameters:
              project: neocampus
              name: none-such
            steps:
              - stop: {}
      """;
  private static final GoldPlace PLACE = new GoldPlace("graph", "s", "p", "", null, null);

  private final String name = name("declined");
  private final List<String> queued = new ArrayList<>();
  private final List<GoldRemover.Stale> removed = new ArrayList<>();
  private final RunLog log =
      log(
          new NothingEnsues() {
            @Override
            public void queue(LakeObject again, String route, String id) {
              queued.add(again.version() + " " + route + " " + id);
            }
          });
  private final RouteTable table = new RouteTable();
  private CamelContext context;

  @BeforeEach
  void loads() throws Exception {
    context = RouteKit.context("http://127.0.0.1:1");
    context.removeComponent("lake");
    context.addComponent("lake", new LakeComponent(table, "r.camel.yaml", "r1"));
    RouteKit.load(context, ROUTE);
    context.start();
  }

  @AfterEach
  void stops() {
    context.stop();
  }

  @Test
  void whatAnOlderVersionWritesLateIsTakenOutAsWell() {
    LakeObject first = register(Events.created(name, V1), "r");
    Started begun = log.start(entry(first, "r", RunKey.LIVE));
    Run late = writing(log, begun, first, List.of(PLACE));
    LakeObject second = register(Events.created(name, V2), "r");
    assertEquals(Outcome.over(), declined(second));
    assertEquals(1, removed.size());
    // Here the late one writes to gold.
    log.ends().put(Over.well(begun, false, late, Status.DONE, null));
    assertEquals(List.of(V2 + " r " + RunKey.REMOVAL + "-" + V1), queued);
    assertEquals(V2, entry(first).started());
    assertEquals(List.of(V1), entry(first).places().stream().map(LedgerPlace::version).toList());
  }

  @Test
  void oneThatANewerHasOvertakenTakesNothingOut() {
    LakeObject first = register(Events.created(name, V1), "r");
    writing(log, log.start(entry(first, "r", RunKey.LIVE)), first, List.of(PLACE));
    LakeObject second = register(Events.created(name, V2), "r");
    ledger.begin(second.key(), "r", "1795464363.00000");
    assertEquals(Outcome.over(), declined(second));
    assertEquals(List.of(), removed);
    RunKey key = key(second, "r", RunKey.LIVE);
    assertEquals(Status.SUPERSEDED.text(), onRecord(key).getString("status"));
  }

  private Outcome declined(LakeObject object) {
    Runner runner = runner(table, log, Map.of(PLACE.service(), told(removed::add)), null);
    return run(runner, entry(object, "r", RunKey.LIVE));
  }

  private static LedgerEntry entry(LakeObject object) {
    Ledger.QueuedObject asked = new Ledger.QueuedObject(object.key(), "r");
    return ledger.find(List.of(asked)).get(asked.ledgerId());
  }
}
