package org.sluice.run;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.sluice.catalogue.DayCounts;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.catalogue.Registrar;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Statuses;
import org.sluice.catalogue.Takers;
import org.sluice.catalogue.ToolDocuments;
import org.sluice.dispatch.QueueEntry;
import org.sluice.dispatch.Queues;
import org.sluice.dispatch.RouteTable;
import org.sluice.dispatch.TakeBack;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectEvent;
import org.sluice.event.Projects;

/** What stands on record of objects and their runs, without queues, Swift and gold. */
@Tag("lake")
abstract class RunsLakeRig {
  static final String V1 = "1795464361.00000";
  static final String V2 = "1795464362.00000";
  static Documents documents;
  static Runs runs;
  static Ledger ledger;
  static Statuses statuses;
  static DayCounts days;
  static MongoClient mongo;
  private static Registrar registrar;

  @BeforeAll
  static void connect() {
    mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
    documents = new Documents(mongo, new Projects(Set.of("AUTH_tried")));
    registrar = new Registrar(mongo, documents, new ToolDocuments(mongo, documents));
    runs = new Runs(mongo);
    ledger = new Ledger(mongo);
    statuses = new Statuses(documents, runs, 100);
    days = new DayCounts(mongo);
  }

  @AfterAll
  static void close() {
    mongo.close();
  }

  static MongoDatabase database(String name) {
    return mongo.getDatabase(name);
  }

  /** A name that no other test has. */
  static String name(String beginning) {
    return beginning + "/" + Long.toString(System.nanoTime(), 36) + ".json";
  }

  static RunLog log(RunEnds.Ensuing ensuing) {
    return log(ensuing, (route, status, length, steps) -> {});
  }

  static RunLog log(RunEnds.Ensuing ensuing, RunWatch watch) {
    return new RunLog(documents, runs, days, statuses, ledger, ensuing, new Handover(), watch);
  }

  /** An object that is to have a live run in each of these routes. */
  static LakeObject register(ObjectEvent event, String... routes) {
    return registrar
        .register(
            List.of(event),
            object ->
                new Takers(
                    "",
                    Arrays.stream(routes).map(route -> key(object, route, RunKey.LIVE)).toList()))
        .get(0)
        .object();
  }

  static RunKey key(LakeObject object, String route, String replay) {
    return new RunKey(object.eventId(), route, "r1", replay);
  }

  /** The run's place on its queue. */
  static QueueEntry entry(LakeObject object, String route, String replay) {
    return RunParts.entry(object, route, replay, 0);
  }

  /** A run that writes there. */
  static Run writing(RunLog log, Started started, LakeObject object, List<GoldPlace> places) {
    String route = started.entry().route();
    Run run =
        new Run(
            object,
            route,
            "r1",
            started.attempt(),
            named ->
                log.open(started.entry(), object, "r1", false, named, started.ledger() == null),
            false,
            List.of(),
            new Portions(1000, 1, 1, nanos -> {}),
            new Credit(1000).share(route));
    run.writes(places);
    return run;
  }

  /**
   * What does runs that read nothing.
   *
   * @param refused may be null
   */
  static Runner runner(
      RouteTable table, RunLog log, Map<String, GoldRemover> removers, RefusedEvents refused) {
    return new Runner(
        table,
        null,
        log,
        new Cleaning(removers, ledger, runs),
        new Credit(1000),
        new Portions(1000, 1, 1, nanos -> {}),
        new Patience(20, Duration.ofHours(1)),
        refused,
        Duration.ofHours(1));
  }

  /** What comes of a place on a queue. */
  static Outcome run(Runner runner, QueueEntry entry) {
    CompletableFuture<Outcome> later = new CompletableFuture<>();
    Outcome outcome = runner.run(entry, new Circuit(Duration.ofSeconds(30)), later::complete);
    return outcome == null ? later.orTimeout(60, TimeUnit.SECONDS).join() : outcome;
  }

  static Document onRecord(RunKey run) {
    return runs.find(List.of(run)).get(run.id());
  }

  /** What takes nothing out, and is told what it is to take. */
  static GoldRemover told(Consumer<GoldRemover.Stale> each) {
    return new GoldRemover() {
      @Override
      public long remove(Stale stale) {
        each.accept(stale);
        return 1;
      }

      @Override
      public boolean comesFirst() {
        return false;
      }
    };
  }

  /** Runs whose ends give rise to nothing. */
  static class NothingEnsues implements RunEnds.Ensuing {
    @Override
    public void announce(List<Queues.Announcement> announcements) {}

    @Override
    public boolean isFallback(String route) {
      return false;
    }

    @Override
    public void fallBack(List<Queues.Declined> declined) {}

    @Override
    public void takeBack(List<TakeBack.Taken> taken) {}

    @Override
    public void queue(LakeObject again, String route, String id) {}
  }
}
