package org.sluice.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SimpleRegistry;
import org.sluice.check.Components;
import org.sluice.dispatch.LakeRoute;
import org.sluice.dispatch.RouteTable;
import org.sluice.enrich.Blocks;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.GoldWriters;
import org.sluice.live.agreed.Agreement;
import org.sluice.live.agreed.Alone;

/** A folder of routes that is looked at, without a lake. */
final class LiveRig implements AutoCloseable {
  static final String MARK =
      """
      apiVersion: camel.apache.org/v1
      kind: Kamelet
      metadata:
        name: mark-action
        labels:
          camel.apache.org/kamelet.type: action
      spec:
        definition:
          title: Mark
          properties:
            text:
              type: string
              default: "%s"
        template:
          from:
            uri: kamelet:source
            steps:
              - setBody:
                  constant: "{{text}}"
      """;

  final Path dir;
  final RouteTable table = new RouteTable();
  final SimpleRegistry beans = new SimpleRegistry();
  final LiveRoutes live;

  LiveRig(Path dir) {
    this(dir, new Alone());
  }

  LiveRig(Path dir, Agreement agreement) {
    this(dir, agreement, Duration.ofMillis(20));
  }

  LiveRig(Path dir, Agreement agreement, Duration every) {
    this.dir = dir;
    Properties properties = new Properties();
    properties.setProperty("known.value", "well");
    RouteContexts contexts = new RouteContexts(new BeanView(beans), properties, LiveRig::furnish);
    live =
        new LiveRoutes(
            dir,
            contexts,
            table,
            Components.known(Set.of("lake", "enrich", "gold", "balky")),
            agreement,
            every);
  }

  private static void furnish(CamelContext context) {
    Blocks.register(context);
    context.addComponent("balky", new Balky());
    GoldSinks.register(context, GoldWriters.NONE);
  }

  void write(String file, String text) {
    try {
      Path path = dir.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String file) throws IOException {
    Files.delete(dir.resolve(file));
  }

  /** Until something is so; what is not in some seconds never will be. */
  static void await(BooleanSupplier so) {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("It is not so after 60 s");
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** Until what was written has come to rest. */
  void look() {
    live.look();
    live.look();
  }

  void bean(String name, Processor processor) {
    beans.bind(name, processor);
  }

  /** A route of a folder of its own that makes a text of any object. */
  static String yaml(String id, String text) {
    return steps(id, "- setBody:\n              constant: \"" + text + "\"");
  }

  static String steps(String id, String step) {
    return """
    - route:
        id: %s
        from:
          uri: lake:objects
          parameters:
            project: p
          steps:
            %s
    """
        .formatted(id, step);
  }

  static String xml(String id, String text) {
    return """
    <routes xmlns="http://camel.apache.org/schema/xml-io">
      <route id="%s">
        <from uri="lake:objects?project=p"/>
        <setBody><constant>%s</constant></setBody>
      </route>
    </routes>
    """
        .formatted(id, text);
  }

  /** What a run of the route makes. */
  String run(String id) {
    LakeRoute route = table.enter(id);
    if (route == null) {
      return null;
    }
    try {
      Exchange exchange = route.exchange();
      route.processor().process(exchange);
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
      return exchange.getMessage().getBody(String.class);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      route.leave();
    }
  }

  List<Refused> refused() {
    return live.refused();
  }

  @Override
  public void close() {
    live.close(Duration.ofSeconds(5));
  }
}
