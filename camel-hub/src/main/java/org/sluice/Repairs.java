package org.sluice;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import org.sluice.catalogue.Named;
import org.sluice.dispatch.Backlogs;
import org.sluice.dispatch.Dispatcher;
import org.sluice.dispatch.DoneRecords;
import org.sluice.live.RemovedQueues;
import org.sluice.observe.Meters;
import org.sluice.repair.OnceInLake;
import org.sluice.repair.ParkedRetry;
import org.sluice.repair.ProcessList;
import org.sluice.repair.Replayer;
import org.sluice.repair.Replays;
import org.sluice.run.QueueConsumer;
import org.sluice.settings.Setting;
import org.sluice.settings.Settings;

/** The wiring of what has objects run again, and of what finds those that nobody told of. */
record Repairs(
    Replays replays,
    Replayer replayer,
    ProcessList list,
    Reconciliation reconciliation,
    RemovedQueues removed,
    ParkedRetry retry) {
  /** Kafka gives disk space back by whole segments: oftener is of no use. */
  private static final Duration DELETE_DONE = Duration.ofMinutes(5);

  static Repairs of(
      Settings settings, Connections lake, Records records, Processing work, Meters meters) {
    MongoDatabase log = lake.mongo().getDatabase("log");
    Replays replays = new Replays(log);
    return new Repairs(
        replays,
        new Replayer(
            replays,
            records.leases(),
            records.documents(),
            records.runs(),
            work.table(),
            work.queues(),
            new Backlogs(lake.kafka(), QueueConsumer.GROUP),
            new Backlogs(lake.kafka(), Dispatcher.GROUP),
            settings.count(Setting.REPLAY_QUEUE)),
        new ProcessList(
            lake.mongo().getDatabase("stats"),
            log,
            new Named(records.documents()),
            work.table(),
            work.queues()::again),
        new Reconciliation(settings, lake, records, meters),
        new RemovedQueues(
            work.shared(),
            work.table(),
            new Backlogs(lake.kafka(), QueueConsumer.GROUP)::entries,
            Duration.ofSeconds(settings.count(Setting.ROUTES_REMOVED))),
        new ParkedRetry(records.parked(), work.table(), work.queues()));
  }

  /** The schedule of the list to process again, a Camel route. */
  OnceInLake listSchedule(Settings settings, Records records) {
    return new OnceInLake(
        records.leases(),
        ProcessList.NAME,
        Duration.ofSeconds(settings.count(Setting.LIST_EVERY)),
        list::look);
  }

  /** The schedule that deletes what is done from Kafka. */
  OnceInLake doneSchedule(Settings settings, Connections lake, Records records) {
    DoneRecords done =
        new DoneRecords(
            lake.topics(),
            Duration.ofHours(settings.count(Setting.KAFKA_KEEP_DONE)),
            List.of(Dispatcher.GROUP, QueueConsumer.GROUP));
    return new OnceInLake(records.leases(), DoneRecords.NAME, DELETE_DONE, lease -> done.delete());
  }
}
