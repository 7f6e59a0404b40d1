package org.sluice.trial;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.sluice.dispatch.Conditions;
import org.sluice.dispatch.LakeRoute;
import org.sluice.trial.guess.Draft;

/**
 * A drafted route on its way into the folder of routes. It is tried {@linkplain Aside aside} first.
 */
final class Drafted {
  private static final String CASE = "sample";

  private final Path routes;
  private final Properties values;
  private final String id;

  Drafted(Path routes, Properties values, String id) {
    this.routes = routes;
    this.values = values;
    this.id = id;
  }

  /**
   * @param said what the example's object is
   * @return the files that were written, below the folder of routes
   * @throws UsageException when the route does not take or fails on its own sample
   */
  List<String> write(String yaml, Draft draft, Map<String, Object> said) throws IOException {
    try (Aside place = new Aside(routes)) {
      Path aside = place.folder();
      Path folder = Files.createDirectory(aside.resolve(id));
      Files.writeString(folder.resolve(file()), yaml, StandardCharsets.UTF_8);
      example(aside, draft, said);
      Path into = routes.resolve(id);
      Aside.copy(folder.resolve("examples"), into.resolve("examples"));
      // Last, and whole at once.
      Path coming = into.resolve(file() + ".new");
      Files.copy(folder.resolve(file()), coming);
      Files.move(coming, into.resolve(file()));
      try (Stream<Path> files = Files.walk(into)) {
        return files
            .filter(Files::isRegularFile)
            .map(each -> routes.relativize(each).toString())
            .sorted()
            .toList();
      }
    }
  }

  private String file() {
    return id + ".camel.yaml";
  }

  private void example(Path aside, Draft draft, Map<String, Object> said) throws IOException {
    Path input = aside.resolve("input." + draft.ending());
    Files.write(input, draft.example());
    try (TrialLake lake = new TrialLake(aside, values)) {
      LakeRoute route =
          lake.route(id)
              .orElseThrow(
                  () -> new UsageException("The guess does not run: " + lake.refused(id) + "."));
      var object = Example.object(said, input, String.valueOf(said.get("project")));
      if (!route.takes(object)) {
        throw new UsageException(Conditions.why(route, object));
      }
      Outcome outcome =
          lake.run(route, object, new ByteArrayInputStream(draft.example()), Example.http(said));
      if (outcome.trouble() != null) {
        throw new UsageException(
            "The guess fails on its own sample: " + outcome.trouble().message());
      }
      if (outcome.told().containsKey("declined")) {
        throw new UsageException(
            "The guess declines its own sample: " + outcome.told().get("declined"));
      }
      new SavedExample(aside.resolve(id), CASE, input, said).write(outcome);
    }
  }
}
