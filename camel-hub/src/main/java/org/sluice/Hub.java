package org.sluice;

import com.mongodb.client.MongoClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.api.Actions;
import org.sluice.api.ApiKey;
import org.sluice.api.JournalActions;
import org.sluice.api.ParkedActions;
import org.sluice.api.RefusedActions;
import org.sluice.api.ReplayActions;
import org.sluice.catalogue.DayCounts;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.Members;
import org.sluice.catalogue.Named;
import org.sluice.catalogue.Parked;
import org.sluice.catalogue.ProjectDefaults;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.catalogue.Registrar;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Sidecars;
import org.sluice.catalogue.Statuses;
import org.sluice.catalogue.ToolDocuments;
import org.sluice.catalogue.Trace;
import org.sluice.catalogue.Waiting;
import org.sluice.catalogue.Walk;
import org.sluice.catalogue.journals.Journals;
import org.sluice.catalogue.journals.Wanted;
import org.sluice.dispatch.Backlogs;
import org.sluice.dispatch.Dispatch;
import org.sluice.dispatch.Dispatcher;
import org.sluice.dispatch.KafkaClients;
import org.sluice.dispatch.MemberEvents;
import org.sluice.dispatch.Queues;
import org.sluice.dispatch.RouteTable;
import org.sluice.dispatch.Topics;
import org.sluice.event.ObjectKey;
import org.sluice.event.Projects;
import org.sluice.gold.GoldClients;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.influx.PointLocks;
import org.sluice.gold.members.MemberSink;
import org.sluice.gold.objects.DerivedDumper;
import org.sluice.intake.Intake;
import org.sluice.intake.WebhookSignature;
import org.sluice.live.LiveRoutes;
import org.sluice.live.RemovedQueues;
import org.sluice.live.agreed.SharedSet;
import org.sluice.observe.Readiness;
import org.sluice.repair.Leases;
import org.sluice.repair.OnceInLake;
import org.sluice.repair.ParkedRetry;
import org.sluice.repair.ProcessList;
import org.sluice.repair.RefusedRetry;
import org.sluice.repair.Replayer;
import org.sluice.repair.Replays;
import org.sluice.run.Circuits;
import org.sluice.run.Cleaning;
import org.sluice.run.Credit;
import org.sluice.run.Patience;
import org.sluice.run.Portions;
import org.sluice.run.QueueConsumer;
import org.sluice.run.RunLog;
import org.sluice.run.Runner;
import org.sluice.settings.Setting;
import org.sluice.settings.SettingException;
import org.sluice.settings.Settings;
import org.sluice.swift.KeystoneTokens;
import org.sluice.swift.Listings;
import org.sluice.swift.RawObjects;
import org.sluice.swift.StoredObjects;

/** The hub's wiring: the one class that sees all rooms. */
public final class Hub {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

  private Hub() {}

  /**
   * Runs until it is told to end. Exits with 1 when it cannot start.
   *
   * @param args the settings' file
   */
  public static void main(String[] args) {
    if (args.length != 1) {
      System.err.println("usage: org.sluice.Hub HUB.PROPERTIES");
      System.exit(2);
    }
    try {
      run(Settings.load(Path.of(args[0])));
    } catch (SettingException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (Exception e) {
      LOG.error("The hub cannot start: {}", e.toString());
      LOG.debug("The hub cannot start", e);
      System.exit(1);
    }
    System.exit(0);
  }

  private static void run(Settings settings) throws Exception {
    Consoles consoles = new Consoles(settings);
    ApiKey apiKey = new ApiKey(settings.secret(Setting.API_KEY_FILE));
    WebhookSignature signature =
        new WebhookSignature(
            settings.file(Setting.EVENTS_KEYS_FILE),
            Duration.ofSeconds(settings.count(Setting.EVENTS_TOLERANCE)),
            Clock.systemUTC());
    KafkaClients kafka =
        new KafkaClients(
            settings.text(Setting.KAFKA_BOOTSTRAP),
            settings.properties(Setting.KAFKA_CLIENT_PROPERTIES));
    Topics topics =
        new Topics(
            kafka,
            settings.count(Setting.KAFKA_REPLICATION),
            settings.count(Setting.KAFKA_EVENTS_PARTITIONS),
            settings.count(Setting.KAFKA_ROUTE_PARTITIONS));
    KeystoneTokens tokens = tokens(settings);
    GoldClients clients =
        Clients.gold(settings, new StoredObjects(settings.text(Setting.SWIFT_URL), tokens));
    Observation observation = new Observation(settings);
    MongoClient mongo = clients.mongo();
    RawObjects swift = new RawObjects(settings.text(Setting.SWIFT_URL), tokens);

    List<String> accounts = settings.list(Setting.LAKE_ACCOUNTS);
    Documents documents = new Documents(mongo, new Projects(new HashSet<>(accounts)));
    Runs runs = new Runs(mongo);
    Statuses statuses = new Statuses(documents, runs, settings.count(Setting.CATALOGUE_ENTRIES));
    Parked parked = new Parked(mongo, documents);
    ToolDocuments tools = new ToolDocuments(mongo, documents);
    ProjectDefaults defaults = defaults(settings);

    RouteTable table = new RouteTable();
    Journals journals = new Journals(mongo);
    RefusedEvents refused = new RefusedEvents(mongo.getDatabase("log"));
    Wanted wanted =
        new Wanted(
            journals,
            Duration.ofSeconds(settings.count(Setting.JOURNALS_GRACE)),
            Duration.ofSeconds(settings.count(Setting.JOURNALS_PAUSE)),
            settings.count(Setting.JOURNALS_TRIES));
    Ledger ledger = new Ledger(mongo);
    Leases leases =
        new Leases(
            mongo.getDatabase("log"), Duration.ofSeconds(settings.count(Setting.LEASE_SECONDS)));
    SharedSet shared = Routing.shared(settings, mongo.getDatabase("log"));
    PointLocks locks = new PointLocks();
    Queues queues = new Queues(table, topics, runs, statuses, ledger, kafka);
    MemberEvents members =
        new MemberEvents(
            new Members(documents),
            ledger,
            queues,
            settings.text(Setting.LAKE_CLUSTER),
            MemberSink.SERVICE);
    Dispatch dispatch =
        Dispatch.of(
            kafka,
            topics,
            queues,
            swift,
            new Registrar(mongo, documents, tools, defaults),
            new Sidecars(mongo, documents, defaults),
            tools,
            new Waiting(mongo.getDatabase("log")),
            statuses,
            journals,
            refused,
            shared::isCurrent,
            Duration.ofSeconds(settings.count(Setting.TOOL_DOCUMENT_WAIT)));
    Runner runner =
        new Runner(
            table,
            swift,
            new RunLog(
                documents,
                runs,
                new DayCounts(mongo),
                statuses,
                ledger,
                queues,
                observation.runs()),
            new Cleaning(
                GoldSinks.removers(
                    clients,
                    locks,
                    settings.count(Setting.GOLD_INFLUX_MOST_DELETES),
                    members::gone),
                ledger,
                runs),
            credit(settings),
            new Portions(
                settings.count(Setting.RUN_CHUNK_BYTES),
                settings.count(Setting.RUN_PARTS),
                settings.count(Setting.RUN_LARGE_BYTES)),
            new Patience(
                settings.count(Setting.RUN_ATTEMPTS),
                Duration.ofHours(settings.count(Setting.RUN_LONGEST_HOURS))),
            Duration.ofSeconds(settings.count(Setting.RUN_SILENCE)));
    Replays replays = new Replays(mongo.getDatabase("log"));
    Replayer replayer =
        new Replayer(
            replays,
            leases,
            documents,
            runs,
            table,
            queues,
            new Backlogs(kafka, QueueConsumer.GROUP),
            new Backlogs(kafka, Dispatcher.GROUP),
            settings.count(Setting.REPLAY_QUEUE));
    ProcessList list =
        new ProcessList(
            mongo.getDatabase("stats"),
            mongo.getDatabase("log"),
            new Named(documents),
            table,
            queues::again);
    Reconciliation reconciliation =
        new Reconciliation(
            settings,
            mongo,
            documents,
            new Listings(settings.text(Setting.SWIFT_URL), tokens),
            journals,
            kafka,
            topics,
            leases,
            observation.meters());
    RemovedQueues removed =
        new RemovedQueues(
            shared,
            table,
            new Backlogs(kafka, QueueConsumer.GROUP)::entries,
            Duration.ofSeconds(settings.count(Setting.ROUTES_REMOVED)));
    Circuits circuits = new Circuits();
    QueueConsumer consumer =
        new QueueConsumer(
            kafka,
            topics,
            table,
            runner,
            circuits,
            settings.count(Setting.RUN_CONCURRENCY),
            settings.count(Setting.RUN_WINDOW));

    Main main = new Main();
    Properties properties = properties(settings);
    consoles.prepare(properties);
    properties.putAll(settings.camel());
    properties.forEach((k, v) -> main.addInitialProperty((String) k, (String) v));
    main.addMainListener(
        new MainListenerSupport() {
          private Routing routing;

          @Override
          public void afterStart(BaseMainSupport support) {
            // Not before: a context that is still starting does not start what is added to it.
            routing.start();
            thread("dispatcher", dispatch.dispatcher());
            thread("delayed-events", dispatch.delayed());
            thread("queues", consumer);
            thread("journals", wanted);
            thread("replays", replayer);
            thread("removed-routes", removed);
            observation.start();
            CamelContext context = support.getCamelContext();
            consoles.open(context, () -> contexts(context, routing.live()));
          }

          @Override
          public void afterConfigure(BaseMainSupport support) {
            CamelContext context = support.getCamelContext();
            context.addComponent("kafka", Routing.kafka(settings));
            routing =
                new Routing(
                    settings,
                    context,
                    table,
                    shared,
                    clients,
                    locks,
                    members::tell,
                    observation.runs(),
                    consoles);
            LiveRoutes live = routing.live();
            Readiness readiness =
                readiness(clients, topics, swift, dispatch, consumer)
                    .need("route-set", () -> Routing.differs(shared))
                    .check("route-changes", () -> Routing.said(shared.disputes()))
                    .check("journals", wanted::complaint)
                    .check("routes", circuits::complaint)
                    .check("route-files", live::complaint)
                    .check("data-to-process", list::complaint)
                    .check("refused-events", refused::complaint);
            consoles.configure(context, readiness);
            try {
              context.addRoutes(
                  new Intake(
                      signature,
                      settings.count(Setting.EVENTS_MAX_BYTES),
                      Topics.EVENTS,
                      wanted::of));
              context.addRoutes(
                  new Actions(
                          new Trace(documents, runs),
                          new JournalActions(journals),
                          new ParkedActions(parked, new ParkedRetry(parked, table, queues)),
                          new RefusedActions(
                              refused, new RefusedRetry(refused, reconciliation.door())),
                          new ReplayActions(replays, new Walk(documents), table, list, leases),
                          reconciliation.actions(),
                          observation.actions(
                              kafka, table, consumer, parked, circuits, live, wanted, refused,
                              readiness),
                          table,
                          live,
                          circuits,
                          readiness,
                          GoldSinks.readers(clients),
                          GoldSinks.dump(
                              clients, (project, each) -> derived(ledger, project, each)),
                          accounts.get(0))
                      .served(apiKey));
              context.addRoutes(
                  new OnceInLake(
                      leases,
                      ProcessList.NAME,
                      Duration.ofSeconds(settings.count(Setting.LIST_EVERY)),
                      list::look));
              context.addRoutes(reconciliation.schedule());
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }

          @Override
          public void beforeStop(BaseMainSupport support) {
            consoles.close();
            dispatch.dispatcher().stop();
            dispatch.delayed().stop();
            consumer.stop();
            routing.stop();
            wanted.stop();
            replayer.stop();
            removed.stop();
            reconciliation.stop();
            observation.stop();
          }
        });
    main.run();
    reconciliation.close();
    leases.close();
    queues.close();
  }

  private static List<CamelContext> contexts(CamelContext hub, LiveRoutes live) {
    return Stream.concat(Stream.of(hub), live.contexts().stream()).toList();
  }

  private static Properties properties(Settings settings) {
    Properties properties = settings.properties(Setting.ROUTES_PROPERTIES);
    properties.setProperty("camel.main.name", "sluice");
    properties.setProperty("camel.main.streamCachingEnabled", "false");
    properties.setProperty("camel.main.sourceLocationEnabled", "true");
    properties.setProperty("camel.main.shutdownTimeout", "15");
    properties.setProperty("camel.main.routesIncludePattern", "false");
    properties.setProperty("camel.server.enabled", "true");
    properties.setProperty("camel.server.host", settings.text(Setting.HTTP_HOST));
    properties.setProperty("camel.server.port", settings.text(Setting.HTTP_PORT));
    properties.setProperty(
        "camel.server.maxBodySize", String.valueOf(2L * settings.count(Setting.EVENTS_MAX_BYTES)));
    return properties;
  }

  private static ProjectDefaults defaults(Settings settings) {
    try {
      return ProjectDefaults.of(settings.file(Setting.LAKE_PROJECTS));
    } catch (IllegalArgumentException e) {
      throw new SettingException(Setting.LAKE_PROJECTS.key() + ": " + e.getMessage());
    }
  }

  private static KeystoneTokens tokens(Settings settings) {
    return new KeystoneTokens(
        settings.text(Setting.KEYSTONE_URL),
        settings.text(Setting.KEYSTONE_USER),
        settings.text(Setting.KEYSTONE_USER_DOMAIN),
        settings.secret(Setting.KEYSTONE_PASSWORD_FILE),
        settings.text(Setting.KEYSTONE_PROJECT),
        settings.text(Setting.KEYSTONE_PROJECT_DOMAIN));
  }

  private static Credit credit(Settings settings) {
    long bytes = settings.count(Setting.RUN_CREDIT_BYTES);
    return new Credit(bytes == 0 ? Runtime.getRuntime().maxMemory() / 32 : bytes);
  }

  private static Readiness readiness(
      GoldClients clients,
      Topics topics,
      RawObjects swift,
      Dispatch dispatch,
      QueueConsumer consumer) {
    Readiness readiness =
        new Readiness()
            .need("kafka", topics::complaint)
            .need("mongodb", () -> Clients.mongoComplaint(clients))
            .need("dispatcher", () -> Optional.ofNullable(dispatch.dispatcher().trouble()))
            .need("queues", () -> Optional.ofNullable(consumer.trouble()))
            .check("swift", swift::complaint)
            .check("influxdb", () -> Clients.influxComplaint(clients))
            .check("neo4j", () -> Clients.neo4jComplaint(clients));
    clients.sql().ifPresent(sql -> readiness.check("postgresql", sql::complaint));
    return readiness;
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

  private static void thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(false);
    thread.start();
  }
}
