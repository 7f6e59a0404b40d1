package org.sluice.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.gold.TestRuns;
import org.sluice.trial.RecordedGold;
import org.sluice.trial.TrialRun;

/** The sink for records in the graph as a route names it. */
class GraphRecordsSinkTest {
  private final CamelContext context = RouteKit.context("http://127.0.0.1:1");

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void recordsBecomeNodesThatPointToSharedOnes() throws Exception {
    RecordedGold gold = new RecordedGold();
    gold.register(context);
    RouteKit.load(
        context,
        """
        - route:
            id: graph
            from:
              uri: lake:objects
              steps:
                - to: kamelet:json-records-action
                - to:
                    uri: kamelet:graph-records-sink
                    parameters:
                      node: Reading
                      relations: AT=Station(station),OF=Sensor(sensor)
        """);
    context.start();
    String json = "[{\"station\": \"a\", \"sensor\": [\"x\", \"y\"], \"n\": 1}, {\"n\": null}]";
    Exchange exchange =
        RouteKit.run(
            context,
            new TrialRun(TestRuns.run("p", "a.json", TestRuns.OLDER).object(), "graph"),
            new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    assertEquals(null, exchange.getException());
    assertEquals(
        Map.of(
            "label",
            "Reading",
            "nodes",
            List.of(
                Map.of(
                    "station",
                    "a",
                    "sensor",
                    List.of("x", "y"),
                    "n",
                    1L,
                    "-points_to",
                    List.of("AT Station a", "OF Sensor x", "OF Sensor y")),
                Map.of("-points_to", List.of()))),
        gold.written().get("nodes"));
  }
}
