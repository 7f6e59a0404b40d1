package org.sluice.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sluice.fault.FaultException;
import org.sluice.run.DeclinedException;
import org.sluice.run.RunView;

/**
 * Runs every {@code routes/ROUTE/examples/CASE}: the input goes through the real route, and what it
 * would write is compared with {@code expected.json}, or its fault's message must contain {@code
 * expected-error.txt}.
 */
class ExamplesTest {
  private static final RecordedGold GOLD = new RecordedGold();
  private static final Failures FAILURES = new Failures();
  private static RoomsStub rooms;
  private static CamelContext up;
  private static CamelContext down;

  @BeforeAll
  static void start() throws Exception {
    rooms = new RoomsStub();
    up = context(rooms.url());
    // a port that nothing listens on
    down = context("http://127.0.0.1:1");
  }

  @AfterAll
  static void stop() {
    up.stop();
    down.stop();
    rooms.close();
  }

  @TestFactory
  Stream<DynamicTest> examples() {
    return RouteFiles.examples().stream()
        .map(Example::of)
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.route() + ": " + example.folder().getFileName(), () -> run(example)));
  }

  @Test
  void everyRouteHasAnExampleThatWritesAndOneThatDoesNot() {
    for (Path route : RouteFiles.routes()) {
      Path examples = route.resolveSibling("examples");
      assertTrue(Files.isDirectory(examples), route + " has no examples");
    }
    assertFalse(RouteFiles.examples().isEmpty());
  }

  private static void run(Example example) throws Exception {
    GOLD.clear();
    FAILURES.clear();
    rooms.answers(example.http());
    Path error = example.folder().resolve("expected-error.txt");
    try (InputStream input = Files.newInputStream(example.input())) {
      Exchange exchange =
          RouteKit.run(
              example.said().containsKey("http") ? up : down,
              new ExampleRun(example.object(), example.route()),
              input);
      if (Files.exists(error)) {
        assertFails(Files.readString(error).strip(), exchange.getException());
      } else {
        String expected =
            pretty(Example.JSON.readValue(Files.readString(example.expected()), Object.class));
        String outcome = pretty(outcome(exchange));
        assertEquals(expected, outcome, () -> difference(expected, outcome));
      }
    }
  }

  /** Through a tree and back, so that numbers and keys are written alike on both sides. */
  private static String pretty(Object value) throws Exception {
    String json = Example.JSON.writeValueAsString(value);
    return Example.JSON.writeValueAsString(Example.JSON.readValue(json, Object.class));
  }

  private static String difference(String expected, String outcome) {
    List<String> wanted = expected.lines().toList();
    List<String> came = outcome.lines().toList();
    int line = 0;
    while (line < Math.min(wanted.size(), came.size()) && wanted.get(line).equals(came.get(line))) {
      line++;
    }
    return "first difference in line %d%n- %s%n+ %s%n"
        .formatted(
            line + 1,
            line < wanted.size() ? wanted.get(line) : "",
            line < came.size() ? came.get(line) : "");
  }

  private static Map<String, Object> outcome(Exchange exchange) throws Exception {
    if (exchange.getException() instanceof DeclinedException declined) {
      assertEquals(Map.of(), GOLD.written());
      return Map.of("declined", declined.getMessage());
    }
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    Map<String, Object> outcome = new TreeMap<>(GOLD.written());
    ExampleRun run = exchange.getProperty(RunView.PROPERTY, ExampleRun.class);
    if (!run.rejects().isEmpty()) {
      outcome.put("rejected", run.rejects());
    }
    if (!FAILURES.codes().isEmpty()) {
      outcome.put("failed_operations", FAILURES.codes());
    }
    return outcome;
  }

  private static void assertFails(String expected, Exception e) {
    assertNotNull(e, "it did not fail");
    assertTrue(e instanceof FaultException, "no fault but " + e);
    assertTrue(e.getMessage().contains(expected), "the message is: " + e.getMessage());
    assertEquals(Map.of(), GOLD.written());
  }

  private static CamelContext context(String roomsUrl) throws Exception {
    CamelContext context = RouteKit.context(roomsUrl);
    context.getCamelContextExtension().addInterceptStrategy(FAILURES);
    GOLD.register(context);
    for (Path file : RouteFiles.routes()) {
      RouteKit.load(context, file);
    }
    context.start();
    return context;
  }
}
