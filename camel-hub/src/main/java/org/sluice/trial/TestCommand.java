package org.sluice.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * {@code test routes=DIR [values=FILE] [route=FOLDER] [accept=true]}: runs all examples, a line
 * each; with {@code accept} what comes is expected from now on.
 */
final class TestCommand {
  private final Path routes;
  private final Words words;

  TestCommand(Words words) {
    this.words = words;
    this.routes = words.routes();
  }

  int run(Consumer<Map<String, ?>> say) {
    List<String> folders = folders();
    String wanted = words.text("route");
    if (wanted != null && !folders.contains(wanted)) {
      throw new UsageException(
          "There is no route folder "
              + wanted
              + " in "
              + routes
              + "; there are: "
              + String.join(", ", folders)
              + ".");
    }
    boolean well = true;
    try (TrialLake lake = new TrialLake(routes, words.values())) {
      Examples examples = new Examples(lake, "true".equals(words.text("accept")));
      for (String folder : wanted == null ? folders : List.of(wanted)) {
        for (Verdict verdict : verdicts(examples, lake, folder)) {
          well &= verdict.state() != Verdict.State.FAILED;
          say.accept(line(verdict));
        }
      }
    }
    return well ? 0 : 1;
  }

  private List<Verdict> verdicts(Examples examples, TrialLake lake, String folder) {
    List<Example> all =
        Example.all(routes).stream().filter(each -> each.route().equals(folder)).toList();
    if (!all.isEmpty()) {
      return all.stream().map(examples::verdict).toList();
    }
    List<String> refused = lake.refused(folder);
    return List.of(
        new Verdict(
            folder,
            "",
            refused.isEmpty() ? Verdict.State.SKIPPED : Verdict.State.FAILED,
            refused.isEmpty()
                ? "It has no examples."
                : "The route's file is refused: " + String.join("; ", refused),
            List.of()));
  }

  /** Folders that hold a route's file. */
  private List<String> folders() {
    try (Stream<Path> below = Files.list(routes)) {
      return below
          .filter(TestCommand::hasRoute)
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasRoute(Path folder) {
    if (!Files.isDirectory(folder) || folder.endsWith("policies")) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(f -> f.toString().matches(".*\\.camel\\.(yaml|xml)"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> line(Verdict verdict) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("route", verdict.route());
    line.put("case", verdict.name());
    line.put("state", verdict.state().name().toLowerCase(Locale.ROOT));
    line.put("message", verdict.message());
    line.put("difference", verdict.difference());
    return line;
  }
}
