package org.sluice;

import java.time.Duration;
import java.util.List;
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
  private final List<RoutesBuilder> schedules;

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
    Duration every = Duration.ofSeconds(settings.count(Setting.RECONCILE_EVERY));
    this.schedules =
        List.of(
            new OnceInLake(records.leases(), Reconciler.MOVED, every, reconciler::moved),
            new OnceInLake(records.leases(), Reconciler.DUE, every, reconciler::due));
  }

  ReconcileActions actions() {
    return new ReconcileActions(reconciler);
  }

  /** Where events go in that are sent again. */
  Door door() {
    return door;
  }

  /** Its schedules, Camel routes: that of what moved, and that of all in their time. */
  List<RoutesBuilder> schedules() {
    return schedules;
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
