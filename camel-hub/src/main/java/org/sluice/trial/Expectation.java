package org.sluice.trial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sluice.catalogue.Trouble;
import org.sluice.fault.FaultKind;

/** What an example expects, as its folder holds it. */
final class Expectation {
  static final String WRITTEN = "expected.json";
  static final String ERROR = "expected-error.txt";

  private Expectation() {}

  /** Why an outcome is nothing to expect; null where it is. */
  static String unfit(Outcome outcome) {
    if (outcome.trouble() == null) {
      return null;
    }
    if (isOfTheRoute(outcome.trouble())) {
      return "The route failed by no fault of the object: " + outcome.trouble().message();
    }
    return outcome.records() == 0
        ? null
        : "It failed only behind its first records, in the middle of writing. Cut it to what fails: "
            + outcome.trouble().message();
  }

  /** Whether it is no fault of the object. */
  static boolean isOfTheRoute(Trouble trouble) {
    return trouble.kind().equals(FaultKind.BUG.text())
        || trouble.kind().equals(FaultKind.OPERATOR.text());
  }

  /** From now on this is what is expected. */
  static void write(Path folder, Outcome outcome) throws IOException {
    boolean well = outcome.trouble() == null;
    String text = well ? outcome.json() : outcome.trouble().message();
    Files.writeString(folder.resolve(well ? WRITTEN : ERROR), text + "\n", StandardCharsets.UTF_8);
    Files.deleteIfExists(folder.resolve(well ? ERROR : WRITTEN));
  }
}
