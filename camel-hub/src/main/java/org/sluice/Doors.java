package org.sluice;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.sluice.api.Actions;
import org.sluice.api.ApiKey;
import org.sluice.api.GoldActions;
import org.sluice.api.JournalActions;
import org.sluice.api.KnownRoutes;
import org.sluice.api.ParkedActions;
import org.sluice.api.RefusedActions;
import org.sluice.api.ReplayActions;
import org.sluice.api.StandActions;
import org.sluice.catalogue.Inventory;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.Trace;
import org.sluice.catalogue.Walk;
import org.sluice.dispatch.Topics;
import org.sluice.event.ObjectKey;
import org.sluice.gold.GoldHeld;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.objects.DerivedDumper;
import org.sluice.intake.Intake;
import org.sluice.intake.WebhookSignature;
import org.sluice.live.LiveRoutes;
import org.sluice.observe.Readiness;
import org.sluice.repair.RefusedRetry;
import org.sluice.run.GoldPlace;
import org.sluice.settings.Setting;
import org.sluice.settings.Settings;

/** The wiring of what the hub answers to: events at its intake, and questions. */
final class Doors {
  private final Settings settings;
  private final ApiKey apiKey;
  private final WebhookSignature signature;

  Doors(Settings settings) {
    this.settings = settings;
    this.apiKey = new ApiKey(settings.secret(Setting.API_KEY_FILE));
    this.signature =
        new WebhookSignature(
            settings.file(Setting.EVENTS_KEYS_FILE),
            Duration.ofSeconds(settings.count(Setting.EVENTS_TOLERANCE)),
            Clock.systemUTC());
  }

  /** Adds both; they open with the context. */
  void open(
      CamelContext context,
      Connections lake,
      Records records,
      Processing work,
      Repairs repairs,
      LiveRoutes live,
      StandActions stand,
      Readiness readiness)
      throws Exception {
    context.addRoutes(
        new Intake(
            signature,
            settings.count(Setting.EVENTS_MAX_BYTES),
            Topics.EVENTS,
            records.wanted()::of));
    Inventory inventory = new Inventory(records.documents());
    KnownRoutes known =
        new KnownRoutes(
            id -> work.table().get(id) != null,
            () -> live.texts().values().stream().flatMap(one -> one.ids().stream()).toList(),
            records.runs()::knows);
    context.addRoutes(
        new Actions(
                new Trace(records.documents(), records.runs()),
                inventory,
                known,
                new JournalActions(records.journals()),
                new ParkedActions(records.parked(), repairs.retry(), known, inventory),
                new RefusedActions(
                    records.refused(),
                    new RefusedRetry(records.refused(), repairs.reconciliation().door())),
                new ReplayActions(
                    repairs.replays(),
                    new Walk(records.documents()),
                    work.table(),
                    known,
                    inventory,
                    repairs.list(),
                    records.leases()),
                repairs.reconciliation().actions(),
                stand,
                work.table(),
                live,
                work.circuits(),
                readiness,
                new GoldActions(
                    GoldSinks.readers(lake.gold(), inventory::projects),
                    GoldSinks.dump(
                        lake.gold(), (project, each) -> derived(records.ledger(), project, each)),
                    key -> held(records.ledger(), key),
                    inventory),
                settings.list(Setting.LAKE_ACCOUNTS).get(0))
            .served(apiKey));
  }

  private static List<GoldHeld> held(Ledger ledger, ObjectKey key) {
    return ledger.ofObjects(List.of(key)).getOrDefault(key, List.of()).stream()
        .map(
            entry ->
                new GoldHeld(
                    key, entry.route(), entry.places().stream().map(GoldPlace::of).toList()))
        .toList();
  }

  /** Each place once, whatever versions and revisions name it. */
  private static void derived(Ledger ledger, String project, Consumer<DerivedDumper.Made> each) {
    ledger.ofProject(
        project,
        entry ->
            entry.places().stream()
                .filter(place -> place.service().equals("swift"))
                .map(place -> new ObjectKey(place.store(), place.place(), place.key()))
                .distinct()
                .forEach(
                    key -> each.accept(new DerivedDumper.Made(entry.key(), entry.route(), key))));
  }
}
