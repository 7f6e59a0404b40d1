package org.sluice.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.GoldWriters;
import org.sluice.gold.TestRuns;
import org.sluice.trial.RecordedGold;
import org.sluice.trial.TrialRun;

/** The sink for tables as a route names it. */
class TableRowsSinkTest {
  private final CamelContext context = RouteKit.context("http://127.0.0.1:1");
  private final RecordedGold gold = new RecordedGold();

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void recordsBecomeRowsOfATableThatIsCalledLikeTheRoute() throws Exception {
    gold.register(context);
    load("{uri: kamelet:table-rows-sink}");
    run("[{\"a\": 1, \"b\": {\"c\": [null, true]}, \"none\": null}, {\"sluice_key\": \"x\"}]");
    assertEquals(
        Map.of(
            "schema", "gold_my_x2e_project",
            "table", "my-tables",
            "rows",
                List.of(
                    Map.of("a", 1, "b", Map.of("c", java.util.Arrays.asList(null, true))),
                    Map.of("_x73_luice_key", "x"))),
        gold.written().get("rows"));
  }

  @Test
  void aRouteMayNameItsTableWithAnyLetters() throws Exception {
    gold.register(context);
    load(
        "{uri: kamelet:table-rows-sink, parameters: {table: 'a \"é\"; b%', types: 'n = numeric'}}");
    run("{\"n\": 1}");
    assertEquals("a_x2022c3a9223b20_b_x25_", ((Map<?, ?>) gold.written().get("rows")).get("table"));
  }

  @Test
  void aTableMayBeThatOfTheObjectsKind() throws Exception {
    gold.register(context);
    load("{uri: kamelet:table-rows-sink, parameters: {table: 'of {kind}'}}");
    run("{\"n\": 1}");
    // Of an object called a.json.
    assertEquals("of_x20_a", ((Map<?, ?>) gold.written().get("rows")).get("table"));
    Exception e =
        assertThrows(
            Exception.class,
            () -> load("{uri: kamelet:table-rows-sink, parameters: {table: '{name}'}}"));
    assertTrue(
        Stream.iterate((Throwable) e, each -> each != null, Throwable::getCause)
            .anyMatch(each -> each.getMessage().contains("no other place-holder than {kind}")),
        e.toString());
  }

  @Test
  void aHubWithoutPostgresqlRefusesTheRouteAndSaysWhichSettingIsMissing() throws Exception {
    GoldSinks.register(
        context, GoldWriters.NONE.with(batch -> {}, picture -> true, batch -> true, null));
    context.start();
    Exception e = assertThrows(Exception.class, () -> load("{uri: gold:sql}"));
    assertTrue(
        Stream.iterate((Throwable) e, each -> each != null, Throwable::getCause)
            .filter(FaultException.class::isInstance)
            .anyMatch(each -> each.getMessage().startsWith("gold.sql.url is not set")),
        e.toString());
  }

  private void load(String sink) throws Exception {
    RouteKit.load(
        context,
        """
        - route:
            id: my-tables
            from:
              uri: lake:objects
              steps:
                - to: kamelet:json-records-action
                - to: %s
        """
            .formatted(sink));
  }

  private void run(String json) throws Exception {
    context.start();
    Exchange exchange =
        RouteKit.run(
            context,
            new TrialRun(
                TestRuns.run("my.project", "a.json", TestRuns.OLDER).object(), "my-tables"),
            new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
  }
}
