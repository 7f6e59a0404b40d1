package org.sluice;

import com.mongodb.client.MongoDatabase;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaComponent;
import org.sluice.batch.Limits;
import org.sluice.check.Components;
import org.sluice.dispatch.RouteTable;
import org.sluice.enrich.Blocks;
import org.sluice.gold.GoldClients;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.influx.PointLocks;
import org.sluice.gold.members.MemberWriter;
import org.sluice.live.BeanView;
import org.sluice.live.LiveRoutes;
import org.sluice.live.RouteContexts;
import org.sluice.live.agreed.Agreement;
import org.sluice.live.agreed.SharedSet;
import org.sluice.observe.RunMeters;
import org.sluice.run.StepRecorder;
import org.sluice.settings.Setting;
import org.sluice.settings.Settings;

/** The wiring of routes: what the context of a route file is furnished with. */
final class Routing {
  /** Schemes of the lake's own components. */
  private static final Set<String> OWN = Set.of("lake", "enrich", "gold");

  private static final Duration GRACE = Duration.ofSeconds(15);

  private final LiveRoutes live;

  /**
   * @param hub the hub's own context: its beans may be named in routes, its components write gold
   * @param agreement of the hubs on what runs
   * @param members makes objects of archives' members
   */
  Routing(
      Settings settings,
      CamelContext hub,
      RouteTable table,
      Agreement agreement,
      GoldClients clients,
      PointLocks locks,
      MemberWriter members,
      RunMeters meters,
      Consoles consoles) {
    Consumer<CamelContext> sinks =
        GoldSinks.shared(hub, clients, locks, batches(settings), members, meters::sink);
    RouteContexts contexts =
        new RouteContexts(
            new BeanView(hub.getRegistry()),
            properties(settings),
            context -> {
              furnish(context);
              consoles.furnish(context);
              context.addComponent("kafka", kafka(settings));
              sinks.accept(context);
            });
    this.live =
        new LiveRoutes(
            settings.file(Setting.ROUTES_DIR),
            contexts,
            table,
            components(),
            agreement,
            Duration.ofSeconds(settings.count(Setting.ROUTES_RELOAD)));
  }

  /** What every context of routes has, whether or not there is a lake. */
  static void furnish(CamelContext context) {
    context.getCamelContextExtension().addInterceptStrategy(new StepRecorder());
    context.getCamelContextExtension().setErrorHandlerFactory(StepRecorder.quietErrors());
    Blocks.register(context);
  }

  /** What the hubs of the lake agree on. */
  static SharedSet shared(Settings settings, MongoDatabase log) {
    return new SharedSet(
        log, name(settings), Duration.ofSeconds(settings.count(Setting.LEASE_SECONDS)));
  }

  /** Where this hub listens, for people: no other hub of the lake has that name. */
  static String name(Settings settings) {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "localhost";
    }
    return host + ":" + settings.text(Setting.HTTP_PORT);
  }

  /** What readiness says of a hub that does not run the lake's set of routes. */
  static Optional<String> differs(Agreement agreement) {
    return said(agreement.differences())
        .map(
            which ->
                "This hub does not run the lake's set of routes, and dispatches nothing: "
                    + which
                    + ". Give routes.dir the state that it has at the other hubs");
  }

  static Optional<String> said(List<String> sentences) {
    return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(". ", sentences));
  }

  static Set<String> components() {
    return Components.known(OWN);
  }

  LiveRoutes live() {
    return live;
  }

  /** Takes what is there, and then what changes. */
  void start() {
    live.look();
    Thread thread = new Thread(live, "routes");
    thread.setDaemon(true);
    thread.start();
  }

  void stop() {
    live.close(GRACE);
  }

  private static Properties properties(Settings settings) {
    Properties properties = settings.properties(Setting.ROUTES_PROPERTIES);
    properties.putAll(settings.camel());
    return properties;
  }

  private static Limits batches(Settings settings) {
    return new Limits(
        settings.count(Setting.GOLD_BATCH_RECORDS),
        settings.count(Setting.GOLD_BATCH_BYTES),
        Duration.ofMillis(settings.count(Setting.GOLD_BATCH_LINGER)),
        1);
  }

  static KafkaComponent kafka(Settings settings) {
    KafkaComponent kafka = new KafkaComponent();
    kafka.getConfiguration().setBrokers(settings.text(Setting.KAFKA_BOOTSTRAP));
    kafka.getConfiguration().setRequestRequiredAcks("all");
    kafka.getConfiguration().setMaxBlockMs(5000);
    kafka.getConfiguration().setRequestTimeoutMs(5000);
    kafka.getConfiguration().setDeliveryTimeoutMs(10_000);
    Properties own = settings.properties(Setting.KAFKA_CLIENT_PROPERTIES);
    own.forEach((k, v) -> kafka.getConfiguration().getAdditionalProperties().put((String) k, v));
    return kafka;
  }
}
