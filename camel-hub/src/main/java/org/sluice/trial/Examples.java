package org.sluice.trial;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.sluice.dispatch.Conditions;
import org.sluice.dispatch.LakeRoute;
import org.sluice.event.LakeObject;
import org.sluice.fault.JsonWords;

/** Holds examples against what their routes make of them. */
public final class Examples {
  private final TrialLake lake;
  private final boolean accepts;

  public Examples(TrialLake lake) {
    this(lake, false);
  }

  /**
   * @param accepts whether what comes is expected from now on
   */
  Examples(TrialLake lake, boolean accepts) {
    this.lake = lake;
    this.accepts = accepts;
  }

  /** Runs one. */
  public Verdict verdict(Example example) {
    List<String> refused = lake.refused(example.route());
    if (!refused.isEmpty()) {
      return failed(example, "The route's file is refused: " + String.join("; ", refused));
    }
    if (example.wrong() != null) {
      return failed(example, example.wrong());
    }
    String id = String.valueOf(example.said().getOrDefault("route", example.route()));
    Optional<LakeRoute> route = lake.route(id);
    if (route.isEmpty()) {
      return failed(
          example,
          "No route " + id + ". Where a folder's file has several, object.json says which: route.");
    }
    if (example.input() == null) {
      return failed(example, "There is no file input.*, the object's bytes.");
    }
    try {
      return verdict(example, route.get());
    } catch (Exception e) {
      return failed(example, "It cannot be run: " + e);
    }
  }

  private Verdict verdict(Example example, LakeRoute route) throws Exception {
    LakeObject object = example.object(route.selects().get("project"));
    if (!route.takes(object)) {
      return failed(
          example, Conditions.why(route, object) + " Say in object.json what the object is.");
    }
    Outcome outcome;
    try (InputStream input = Files.newInputStream(example.input())) {
      outcome = lake.run(route, object, input, example.http());
    }
    Verdict verdict = held(example, outcome);
    if (!accepts || verdict.state() == Verdict.State.OK) {
      return verdict;
    }
    String unfit = Expectation.unfit(outcome);
    if (unfit != null) {
      return failed(example, unfit);
    }
    Expectation.write(example.folder(), outcome);
    return new Verdict(
        example.route(),
        example.name(),
        Verdict.State.ACCEPTED,
        "This is expected from now on.",
        verdict.difference());
  }

  private static Verdict held(Example example, Outcome outcome) throws IOException {
    if (Files.exists(example.expectedError())) {
      return fault(example, outcome, Files.readString(example.expectedError()).strip());
    }
    if (outcome.trouble() != null) {
      return failed(example, outcome.trouble().code() + ": " + outcome.trouble().message());
    }
    if (!Files.exists(example.expected())) {
      return new Verdict(
          example.route(),
          example.name(),
          Verdict.State.SKIPPED,
          "It has neither expected.json nor expected-error.txt.",
          List.of());
    }
    String expected;
    try {
      expected = Example.pretty(Example.EXACT.readValue(example.expected().toFile()));
    } catch (IOException e) {
      return failed(example, "expected.json cannot be read: " + JsonWords.placed(e));
    }
    return expected.equals(outcome.json())
        ? ok(example)
        : new Verdict(
            example.route(),
            example.name(),
            Verdict.State.FAILED,
            "What would be written is not what expected.json says.",
            Difference.of(expected, outcome.json()));
  }

  private static Verdict fault(Example example, Outcome outcome, String expected) {
    if (outcome.trouble() == null) {
      return new Verdict(
          example.route(),
          example.name(),
          Verdict.State.FAILED,
          "It was to fail, and did not.",
          Difference.of(expected, outcome.json()));
    }
    String came = outcome.trouble().message();
    if (Expectation.isOfTheRoute(outcome.trouble())) {
      return failed(example, "It failed by no fault of the object: " + came);
    }
    if (outcome.records() > 0) {
      return failed(example, "It failed, having written " + outcome.records() + " records.");
    }
    return came.contains(expected)
        ? ok(example)
        : new Verdict(
            example.route(),
            example.name(),
            Verdict.State.FAILED,
            "It failed with another message.",
            List.of("- " + expected, "+ " + came));
  }

  private static Verdict ok(Example example) {
    return new Verdict(example.route(), example.name(), Verdict.State.OK, "", List.of());
  }

  private static Verdict failed(Example example, String message) {
    return new Verdict(example.route(), example.name(), Verdict.State.FAILED, message, List.of());
  }
}
