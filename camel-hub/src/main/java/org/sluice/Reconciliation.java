package org.sluice;

import java.time.Duration;
import org.apache.camel.RoutesBuilder;
import org.sluice.api.ReconcileActions;
import org.sluice.catalogue.Inventory;
import org.sluice.observe.Meters;
import org.sluice.repair.OnceInLake;
import org.sluice.repair.reconcile.Door;
import org.sluice.repair.reconcile.KafkaDoor;
import org.sluice.repair.reconcile.Reconciler;
import org.sluice.settings.Setting;
import org.sluice.settings.Settings;

/** Wires what compares Swift's listings with the catalogue. */
final class Reconciliation implements AutoCloseable {
  private final Reconciler reconciler;
  private final KafkaDoor door;
  private final RoutesBuilder schedule;

  Reconciliation(Settings settings, Connections lake, Records records, Meters meters) {
    this.door = new KafkaDoor(lake.kafka(), lake.topics());
    this.reconciler =
        new Reconciler(
            new Reconciler.Settings(
                settings.text(Setting.LAKE_CLUSTER),
                settings.list(Setting.LAKE_ACCOUNTS),
                Duration.ofDays(settings.count(Setting.RECONCILE_FULL_DAYS)),
                settings.count(Setting.RECONCILE_RATE),
                Duration.ofSeconds(settings.count(Setting.RECONCILE_GRACE))),
            new Inventory(records.documents()),
            lake.listings(),
            records.journals(),
            door,
            records.leases(),
            lake.mongo().getDatabase("log"),
            new RoundMeters(meters)::count);
    this.schedule =
        new OnceInLake(
            records.leases(),
            Reconciler.SCHEDULE,
            Duration.ofSeconds(settings.count(Setting.RECONCILE_EVERY)),
            reconciler::scheduled);
  }

  ReconcileActions actions() {
    return new ReconcileActions(reconciler);
  }

  /** Where events go in that are sent again. */
  Door door() {
    return door;
  }

  /** Its schedule, a Camel route. */
  RoutesBuilder schedule() {
    return schedule;
  }

  /** Ends the rounds under way. */
  void stop() {
    reconciler.stop();
  }

  @Override
  public void close() {
    door.close();
  }
}
