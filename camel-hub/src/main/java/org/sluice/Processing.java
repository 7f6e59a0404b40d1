package org.sluice;

import com.mongodb.client.MongoClient;
import java.time.Duration;
import org.sluice.catalogue.DayCounts;
import org.sluice.catalogue.Members;
import org.sluice.catalogue.Registrar;
import org.sluice.catalogue.Sidecars;
import org.sluice.dispatch.Dispatch;
import org.sluice.dispatch.MemberEvents;
import org.sluice.dispatch.Queues;
import org.sluice.dispatch.RouteTable;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.influx.CutsOnRecord;
import org.sluice.gold.influx.PointLocks;
import org.sluice.gold.members.MemberSink;
import org.sluice.live.agreed.SharedSet;
import org.sluice.observe.RunMeters;
import org.sluice.run.Circuits;
import org.sluice.run.Cleaning;
import org.sluice.run.Credit;
import org.sluice.run.Handover;
import org.sluice.run.Patience;
import org.sluice.run.Portions;
import org.sluice.run.QueueConsumer;
import org.sluice.run.RunLog;
import org.sluice.run.Runner;
import org.sluice.settings.Setting;
import org.sluice.settings.Settings;

/** The wiring of an object's path: from its event to the queues of its routes, and through them. */
record Processing(
    RouteTable table,
    SharedSet shared,
    PointLocks locks,
    Queues queues,
    MemberEvents members,
    Dispatch dispatch,
    Circuits circuits,
    QueueConsumer consumer) {
  static Processing of(Settings settings, Connections lake, Records records, RunMeters meters) {
    RouteTable table = new RouteTable();
    SharedSet shared = Routing.shared(settings, lake.mongo().getDatabase("log"));
    PointLocks locks = new PointLocks(new CutsOnRecord(lake.mongo().getDatabase("log")));
    Handover handover = new Handover();
    Queues queues =
        new Queues(
            table,
            lake.topics(),
            records.runs(),
            records.statuses(),
            records.ledger(),
            handover::give,
            lake.kafka());
    MemberEvents members =
        new MemberEvents(
            new Members(records.documents()),
            records.ledger(),
            queues,
            settings.text(Setting.LAKE_CLUSTER),
            MemberSink.SERVICE);
    Circuits circuits = new Circuits(Duration.ofSeconds(settings.count(Setting.RUN_LONGEST_PAUSE)));
    Runner runner =
        new Runner(
            table,
            lake.swift(),
            log(lake.mongo(), records, queues, handover, meters),
            cleaning(settings, lake, records, locks, members),
            credit(settings),
            portions(settings, meters),
            patience(settings),
            records.refused(),
            Duration.ofSeconds(settings.count(Setting.RUN_SILENCE)));
    QueueConsumer consumer =
        new QueueConsumer(
            lake.kafka(),
            lake.topics(),
            table,
            runner,
            circuits,
            handover,
            records.refused(),
            settings.count(Setting.RUN_CONCURRENCY),
            settings.count(Setting.RUN_WINDOW));
    return new Processing(
        table,
        shared,
        locks,
        queues,
        members,
        dispatch(settings, lake, records, queues, shared),
        circuits,
        consumer);
  }

  private static Dispatch dispatch(
      Settings settings, Connections lake, Records records, Queues queues, SharedSet shared) {
    MongoClient mongo = lake.mongo();
    return Dispatch.of(
        lake.kafka(),
        lake.topics(),
        queues,
        lake.swift(),
        new Registrar(mongo, records.documents(), records.tools(), records.defaults()),
        new Sidecars(mongo, records.documents(), records.defaults()),
        records.tools(),
        records.waiting(),
        records.statuses(),
        records.journals(),
        records.refused(),
        shared::isCurrent,
        Duration.ofSeconds(settings.count(Setting.TOOL_DOCUMENT_WAIT)));
  }

  private static RunLog log(
      MongoClient mongo, Records records, Queues queues, Handover handover, RunMeters meters) {
    return new RunLog(
        records.documents(),
        records.runs(),
        new DayCounts(mongo),
        records.statuses(),
        records.ledger(),
        queues,
        handover,
        meters);
  }

  private static Cleaning cleaning(
      Settings settings,
      Connections lake,
      Records records,
      PointLocks locks,
      MemberEvents members) {
    return new Cleaning(
        GoldSinks.removers(
            lake.gold(), locks, settings.count(Setting.GOLD_INFLUX_MOST_DELETES), members::gone),
        records.ledger(),
        records.runs());
  }

  private static Credit credit(Settings settings) {
    long bytes = settings.count(Setting.RUN_CREDIT_BYTES);
    return new Credit(bytes == 0 ? Runtime.getRuntime().maxMemory() / 32 : bytes);
  }

  private static Portions portions(Settings settings, RunMeters meters) {
    return new Portions(
        settings.count(Setting.RUN_CHUNK_BYTES),
        settings.count(Setting.RUN_PARTS),
        settings.count(Setting.RUN_LARGE_BYTES),
        meters.parts());
  }

  private static Patience patience(Settings settings) {
    return new Patience(
        settings.count(Setting.RUN_ATTEMPTS),
        Duration.ofHours(settings.count(Setting.RUN_LONGEST_HOURS)));
  }
}
