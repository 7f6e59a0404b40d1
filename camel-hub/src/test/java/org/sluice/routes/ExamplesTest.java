package org.sluice.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sluice.trial.Example;
import org.sluice.trial.Examples;
import org.sluice.trial.TrialLake;
import org.sluice.trial.Verdict;

/** Runs every {@code routes/ROUTE/examples/CASE}, as {@code sluice test routes} does. */
class ExamplesTest {
  private static TrialLake lake;

  @BeforeAll
  static void start() {
    lake = new TrialLake(RouteFiles.folder(), new Properties());
  }

  @AfterAll
  static void stop() {
    lake.close();
  }

  @TestFactory
  Stream<DynamicTest> examples() {
    Examples examples = new Examples(lake);
    return Example.all(RouteFiles.folder()).stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.route() + ": " + example.name(),
                    () -> {
                      Verdict verdict = examples.verdict(example);
                      assertEquals(
                          Verdict.State.OK,
                          verdict.state(),
                          () -> verdict.message() + "\n" + String.join("\n", verdict.difference()));
                    }));
  }

  @Test
  void everyRouteHasExamples() {
    for (Path route : RouteFiles.routes()) {
      Path examples = route.resolveSibling("examples");
      assertTrue(Files.isDirectory(examples), route + " has no examples");
    }
    assertFalse(Example.all(RouteFiles.folder()).isEmpty());
  }
}
