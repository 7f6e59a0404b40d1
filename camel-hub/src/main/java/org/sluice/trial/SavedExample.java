package org.sluice.trial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** An example that is made of a trial: the input, what it is, and what came of it. */
final class SavedExample {
  /** Examples are read by people, and stay in the repository for ever. */
  static final long LARGEST = 1 << 20;

  private static final Pattern CASE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
  private static final Pattern ENDING = Pattern.compile(".*\\.([A-Za-z0-9]{1,10})");

  private final Path folder;
  private final Path input;
  private final Map<String, Object> said;

  /**
   * @param route folder of the route
   * @throws UsageException when the name is none, the case is there already, or the input too large
   */
  SavedExample(Path route, String name, Path input, Map<String, Object> said) {
    if (!CASE.matcher(name).matches()) {
      throw new UsageException(
          "An example cannot be called '"
              + name
              + "': letters, digits, . _ - only, the first a letter or digit.");
    }
    this.folder = route.resolve("examples").resolve(name);
    this.input = input;
    this.said = said;
    if (Files.exists(folder)) {
      throw new UsageException(
          "There is an example " + folder + " already; give another name, or remove it first.");
    }
    try {
      if (Files.size(input) > LARGEST) {
        throw new UsageException(
            input + " is larger than the " + LARGEST + " bytes of an example: cut it short.");
      }
    } catch (IOException e) {
      throw new UsageException(input + " cannot be read: " + e.getMessage());
    }
  }

  /**
   * @return the example's folder
   * @throws UsageException when the route itself failed, which is nothing to expect
   */
  Path write(Outcome outcome) throws IOException {
    String unfit = Expectation.unfit(outcome);
    if (unfit != null) {
      throw new UsageException("It is not kept as an example. " + unfit);
    }
    Files.createDirectories(folder);
    var ending = ENDING.matcher(input.getFileName().toString());
    Files.copy(input, folder.resolve("input." + (ending.matches() ? ending.group(1) : "bin")));
    Files.writeString(
        folder.resolve("object.json"), Example.pretty(said) + "\n", StandardCharsets.UTF_8);
    Expectation.write(folder, outcome);
    return folder;
  }
}
