package org.sluice;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.api.Entrance;
import org.sluice.observe.Readiness;
import org.sluice.settings.Setting;
import org.sluice.settings.SettingException;
import org.sluice.settings.Settings;

/** The hub: what is wired in which order, and how it starts and ends. */
public final class Hub {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

  private final Settings settings;
  private final Entrance entrance = new Entrance();
  private final Consoles consoles;
  private final Doors doors;
  private final Connections lake;
  private final Observation observation;
  private final Records records;
  private final Processing work;
  private final Repairs repairs;
  private Routing routing;

  Hub(Settings settings) {
    this.settings = settings;
    this.consoles = new Consoles(settings);
    this.doors = new Doors(settings);
    this.lake = Connections.of(settings);
    this.observation = new Observation(settings);
    this.records = Records.of(settings, lake.mongo());
    this.work = Processing.of(settings, lake, records, observation.runs());
    this.repairs = Repairs.of(settings, lake, records, work, observation.meters());
  }

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
      new Hub(Settings.load(Path.of(args[0]))).run();
    } catch (SettingException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (Exception | Error e) {
      LOG.error("The hub cannot start: {}", e.toString());
      LOG.debug("The hub cannot start", e);
      System.exit(1);
    }
    System.exit(0);
  }

  private void run() throws Exception {
    Main main = new Main();
    main.bind("entrance", entrance);
    Properties properties = properties();
    consoles.prepare(properties);
    properties.putAll(settings.camel());
    properties.forEach((k, v) -> main.addInitialProperty((String) k, (String) v));
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterConfigure(BaseMainSupport support) {
            configure(support.getCamelContext());
          }

          @Override
          public void afterStart(BaseMainSupport support) {
            start(support.getCamelContext());
          }

          @Override
          public void beforeStop(BaseMainSupport support) {
            stop();
          }
        });
    main.run();
    repairs.reconciliation().close();
    records.leases().close();
    work.queues().close();
  }

  /** Adds to the context what it is to hold; nothing of it runs before the context does. */
  void configure(CamelContext context) {
    context.addComponent("kafka", Routing.kafka(settings));
    routing =
        new Routing(
            settings,
            context,
            work.table(),
            work.shared(),
            lake.gold(),
            work.locks(),
            work.members()::tell,
            observation.runs(),
            consoles);
    Readiness readiness = readiness();
    consoles.configure(context, readiness);
    try {
      doors.open(
          context,
          lake,
          records,
          work,
          repairs,
          routing.live(),
          observation.actions(lake, records, work, routing.live(), readiness),
          readiness);
      context.addRoutes(repairs.listSchedule(settings, records));
      context.addRoutes(repairs.doneSchedule(settings, lake, records));
      for (RoutesBuilder schedule : repairs.reconciliation().schedules()) {
        context.addRoutes(schedule);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void start(CamelContext context) {
    entrance.open();
    // Not before: a context that is still starting does not start what is added to it.
    routing.start();
    thread("dispatcher", work.dispatch().dispatcher());
    thread("delayed-events", work.dispatch().delayed());
    thread("queues", work.consumer());
    thread("journals", records.wanted());
    thread("replays", repairs.replayer());
    thread("removed-routes", repairs.removed());
    observation.start();
    consoles.open(
        context,
        () -> Stream.concat(Stream.of(context), routing.live().contexts().stream()).toList());
  }

  private void stop() {
    entrance.close();
    consoles.close();
    work.dispatch().dispatcher().stop();
    work.dispatch().delayed().stop();
    work.consumer().stop();
    routing.stop();
    records.wanted().stop();
    repairs.replayer().stop();
    repairs.removed().stop();
    repairs.reconciliation().stop();
    observation.stop();
  }

  private Properties properties() {
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

  private Readiness readiness() {
    Readiness readiness =
        new Readiness()
            .need("kafka", lake.topics()::complaint)
            .need("mongodb", () -> Clients.mongoComplaint(lake.gold()))
            .need("dispatcher", () -> Optional.ofNullable(work.dispatch().dispatcher().trouble()))
            .need("queues", () -> Optional.ofNullable(work.consumer().trouble()))
            .check("swift", lake.swift()::complaint)
            .check("influxdb", () -> Clients.influxComplaint(lake.gold()))
            .check("neo4j", () -> Clients.neo4jComplaint(lake.gold()));
    lake.gold().sql().ifPresent(sql -> readiness.check("postgresql", sql::complaint));
    return readiness
        .need("route-set", () -> Routing.differs(work.shared()))
        .check("route-changes", () -> Routing.said(work.shared().disputes()))
        .check("journals", records.wanted()::complaint)
        .check("routes", () -> work.circuits().complaint(id -> work.table().get(id) != null))
        .check("route-files", routing.live()::complaint)
        .check("data-to-process", repairs.list()::complaint)
        .check("refused-events", records.refused()::complaint)
        .check("waiting-events", records.waiting()::complaint);
  }

  private static void thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(false);
    thread.start();
  }
}
