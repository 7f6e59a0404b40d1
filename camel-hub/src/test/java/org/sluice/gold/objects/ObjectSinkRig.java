package org.sluice.gold.objects;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.sluice.batch.BatchWatch;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.GoldWriters;
import org.sluice.routes.RouteKit;
import org.sluice.trial.TrialRun;

/** The sink as a route names it, with a Swift in memory. */
abstract class ObjectSinkRig {
  private static final String READ = "kamelet:json-records-action";

  final MemoryStore store = new MemoryStore();
  CamelContext context;
  TrialRun last;
  String policies = "";

  @AfterEach
  void stop() {
    if (context != null) {
      context.stop();
    }
  }

  void route(String parameters, String... steps) throws Exception {
    stop();
    context = RouteKit.context("http://127.0.0.1:1");
    GoldSinks.register(
        context,
        GoldWriters.NONE.with(
            new SwiftDerivedWriter(store, BatchWatch.NONE),
            GoldWriters.NONE.topics(),
            GoldWriters.NONE.requests()));
    context.start();
    StringBuilder yaml = new StringBuilder();
    for (String step : steps) {
      yaml.append("        - ").append(step).append('\n');
    }
    RouteKit.load(
        context,
        policies
            + """
        - route:
            id: clean
            from:
              uri: lake:objects
              steps:
        %s        - to: {uri: 'kamelet:swift-object-sink', parameters: {%s}}
        """
                .formatted(yaml, parameters));
  }

  void records(String parameters) throws Exception {
    route(parameters, "to: " + READ);
  }

  static LakeObject object(String name, String version, Map<String, String> userMeta) {
    return new LakeObject(
        new ObjectKey("AUTH_lake", "p", name),
        "p",
        version,
        "E",
        "1",
        name,
        "application/x-ndjson",
        10,
        null,
        "",
        "",
        "default",
        Map.of(),
        userMeta,
        null);
  }

  Exception run(String version, String text) throws Exception {
    return run(object("a.jsonl", version, Map.of()), text, 1 << 20);
  }

  Exception run(LakeObject object, String text, long chunk) throws Exception {
    last = new TrialRun(object, "clean", chunk);
    Exchange exchange =
        RouteKit.run(
            context, last, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return exchange.getException();
  }

  static Fault fault(Exception e) {
    return assertInstanceOf(FaultException.class, e, () -> "it did not fail, but " + e).fault();
  }
}
