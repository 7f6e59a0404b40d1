package org.sluice.enrich.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.event.Reading;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.TestRuns;
import org.sluice.routes.RouteKit;
import org.sluice.run.DeclinedException;
import org.sluice.trial.TrialRun;

class PointsTest {
  private static final String AT = "2020-01-01T00:00:00Z";
  private final CamelContext context = RouteKit.context("http://127.0.0.1:1");

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void parametersNameWhatHoldsWhat() throws Exception {
    load(
        "measurement: \"weather {place} $1\"", "time: at", "fields: t,w.speed", "tags: place,w.of");
    Map<String, Object> wind = Map.of("speed", 3, "of", "east");
    Reading reading = readings(Map.of("place", "a\\b", "at", AT, "t", 1, "w", wind, "u", 9)).get(0);
    assertEquals("weather a\\b $1", reading.measurement());
    assertEquals(Instant.parse(AT), reading.time());
    assertEquals(Map.of("t", 1.0, "w.speed", 3.0), reading.fields());
    assertEquals(Map.of("place", "a\\b", "w.of", "east"), reading.tags());
  }

  @Test
  void aKeyItselfGoesBeforeAPath() throws Exception {
    load("measurement: m", "fields: a.b");
    Reading reading = readings(Map.of("time", AT, "a.b", 1, "a", Map.of("b", 2))).get(0);
    assertEquals(Map.of("a.b", 1.0), reading.fields());
  }

  @Test
  void withoutFieldsEveryNumberAndBooleanIsOne() throws Exception {
    load("measurement: m", "tags: n");
    Map<String, Object> record = new HashMap<>(Map.of("time", 1, "n", 5, "x", 1, "y", true));
    record.put("text", "t");
    record.put("none", null);
    record.put("price", new BigDecimal("0.1"));
    Reading reading = readings(record).get(0);
    assertEquals(Map.of("x", 1.0, "y", true, "price", 0.1), reading.fields());
    assertEquals(Map.of("n", "5"), reading.tags());
  }

  @Test
  void aTimeThatABlockBeforeHasReadIsTaken() throws Exception {
    load("measurement: m");
    assertEquals(
        Instant.parse(AT), readings(Map.of("time", Instant.parse(AT), "x", 1)).get(0).time());
  }

  @Test
  void whatHasNoTimeFirstIsDeclinedAndLaterOnIsAFaultOfItsRecord() throws Exception {
    load("measurement: \"{kind}\"", "fields: x");
    assertInstanceOf(
        DeclinedException.class, run(TestRuns.run("p", "o", "1"), Map.of("x", 1)).getException());
    Map<String, Object> good = Map.of("time", AT, "x", 1, "kind", "k");
    fault("Record 2 has no 'time'.", good, Map.of("x", 1, "kind", "k"));
    fault("Record 2 has no value in any of x.", good, Map.of("time", AT, "kind", "k"));
    fault("Record 2 has no 'kind'.", good, Map.of("time", AT, "x", 1));
    fault(
        "Record 2 has a 'x' that is not a single value.",
        good,
        Map.of("time", AT, "x", List.of(), "kind", "k"));
    fault(
        "Record 2 has a 'time' that is no time: soon.",
        good,
        Map.of("time", "soon", "x", 1, "kind", "k"));
  }

  @Test
  void aRouteThatSkipsGoesOnWithoutTheRecord() throws Exception {
    load("measurement: m", "fields: x");
    TrialRun run = TestRuns.run("p", "o", "1").skipping();
    Exchange exchange = run(run, Map.of("time", AT, "x", 1), Map.of("time", AT));
    assertNull(exchange.getException());
    assertEquals(1, exchange.getMessage().getBody(List.class).size());
    assertEquals(List.of("Record 2 has no value in any of x."), run.rejects());
  }

  @Test
  void aMeasurementIsNeeded() {
    Exception e = assertThrows(Exception.class, () -> load("time: at"));
    assertTrue(stack(e).contains("parameter 'measurement' is missing"), stack(e));
  }

  @SafeVarargs
  private void fault(String message, Map<String, Object>... records) throws Exception {
    Exception e = run(TestRuns.run("p", "o", "1"), records).getException();
    assertEquals(message, e.getMessage());
    assertEquals(Fault.RECORD_INVALID, ((FaultException) e).fault());
  }

  @SafeVarargs
  @SuppressWarnings("unchecked")
  private List<Reading> readings(Map<String, Object>... records) throws Exception {
    Exchange exchange = run(TestRuns.run("p", "o", "1"), records);
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    return exchange.getMessage().getBody(List.class);
  }

  @SafeVarargs
  private Exchange run(TrialRun run, Map<String, Object>... records) throws Exception {
    return RouteKit.run(context, run, new ArrayList<>(Arrays.asList(records)));
  }

  private void load(String... parameters) throws Exception {
    context.start();
    RouteKit.load(
        context,
        """
        - route:
            id: tried
            from:
              uri: lake:objects
              steps:
                - to:
                    uri: kamelet:points-action
                    parameters:
                      %s
        """
            .formatted(String.join("\n              ", parameters)));
  }

  private static String stack(Throwable e) {
    return e == null ? "" : e + "\n" + stack(e.getCause());
  }
}
