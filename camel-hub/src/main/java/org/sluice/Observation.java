package org.sluice;

import java.util.function.IntSupplier;
import org.sluice.api.ApiKey;
import org.sluice.api.StandActions;
import org.sluice.dispatch.KafkaClients;
import org.sluice.live.LiveRoutes;
import org.sluice.live.agreed.LakeSet;
import org.sluice.observe.Hubs;
import org.sluice.observe.InHand;
import org.sluice.observe.Lookout;
import org.sluice.observe.Meters;
import org.sluice.observe.QueueFigures;
import org.sluice.observe.Readiness;
import org.sluice.observe.RunMeters;
import org.sluice.settings.Setting;
import org.sluice.settings.Settings;

/** The wiring of what shows where the lake stands. */
final class Observation {
  private final Settings settings;
  private final Meters meters = new Meters();
  private final RunMeters runs = new RunMeters(meters);
  private volatile Lookout lookout;
  private volatile Hubs hubs;

  Observation(Settings settings) {
    this.settings = settings;
  }

  /** Where any room may put figures of its own. */
  Meters meters() {
    return meters;
  }

  /** Told of runs and of batches. */
  RunMeters runs() {
    return runs;
  }

  /** Made once all is there that it looks at. */
  StandActions actions(
      Connections lake, Records records, Processing work, LiveRoutes live, Readiness readiness) {
    KafkaClients kafka = lake.kafka();
    hubs =
        new Hubs(
            lake.mongo().getDatabase("log"),
            Routing.name(settings),
            readiness,
            () -> live.agreement().taken().map(LakeSet::name),
            () -> new InHand(work.consumer().running(), work.consumer().ahead()));
    IntSupplier refused = () -> live.refused().size();
    lookout =
        new Lookout(
            meters,
            figures(kafka, records, work, hubs),
            work.circuits(),
            readiness,
            records.wanted(),
            refused,
            records.refused()::count,
            records.waiting()::forSwift,
            hubs);
    String key = settings.secret(Setting.METRICS_KEY_FILE);
    return new StandActions(
        meters,
        key == null ? null : new ApiKey(key),
        figures(kafka, records, work, hubs),
        work.circuits(),
        live,
        readiness,
        hubs);
  }

  private static QueueFigures figures(
      KafkaClients kafka, Records records, Processing work, Hubs hubs) {
    return new QueueFigures(kafka, work.table(), work.consumer(), records.parked(), hubs);
  }

  void start() {
    Thread thread = new Thread(lookout, "lookout");
    thread.setDaemon(true);
    thread.start();
  }

  void stop() {
    if (lookout != null) {
      lookout.stop();
    }
    if (hubs != null) {
      hubs.close();
    }
  }
}
