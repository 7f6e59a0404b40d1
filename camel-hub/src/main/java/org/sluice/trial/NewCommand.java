package org.sluice.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.sluice.dispatch.Selector;
import org.sluice.event.LakeObject;
import org.sluice.trial.guess.Draft;
import org.sluice.trial.guess.Guesses;
import org.sluice.trial.guess.Sample;
import org.sluice.trial.guess.Target;
import org.sluice.trial.guess.UnguessableException;

/**
 * {@code new routes=DIR [values=FILE] route=NAME from=FILE [project=P] [name=GLOB]
 * [to=points|documents|rows]}: guesses a route from a sample, and writes it with an example that it
 * passes.
 */
final class NewCommand {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,79}");
  private static final List<String> TAKEN = List.of("blocks", "policies");

  private final Words words;
  private final Path routes;
  private final String id;
  private final Path file;

  NewCommand(Words words) {
    this.words = words;
    this.routes = words.routes();
    this.id = words.text("route");
    this.file = words.path("from");
  }

  int run(Consumer<Map<String, ?>> say) {
    check();
    try {
      Sample sample = Sample.of(file);
      if (sample.bytes().length == 0) {
        throw new UsageException(file + " is empty: give a sample that holds some records.");
      }
      Map<String, String> selects = new LinkedHashMap<>();
      List<String> because = selects(sample, selects);
      Draft draft = draft(sample);
      selects.put("contentType", draft.contentType());
      String text = RouteText.of(id, sample.name(), draft, selects, because);
      String project = selects.getOrDefault("project", "neocampus");
      Drafted drafted = new Drafted(routes, words.values(), id);
      List<String> files = drafted.write(text, draft, described(sample, draft, project));
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("route", id);
      result.put("files", files);
      result.put("yaml", text);
      result.put("selects", selects);
      result.put("sample", sample.name());
      result.put("content_type", draft.objectType());
      say.accept(result);
      return 0;
    } catch (UnguessableException e) {
      throw new UsageException(e.getMessage());
    } catch (IOException e) {
      throw new UsageException("The route cannot be written: " + e);
    }
  }

  private void check() {
    if (!NAME.matcher(id).matches() || TAKEN.contains(id)) {
      throw new UsageException(
          "A route cannot be called '"
              + id
              + "': letters, digits, _ and - only, the first a letter or digit, 80 at the most, and"
              + " neither blocks nor policies.");
    }
    if (Files.exists(routes.resolve(id))) {
      throw new UsageException(
          "There is a folder " + routes.resolve(id) + " already: give another name.");
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UsageException("There is no file " + file + " that can be read.");
    }
  }

  /** Fills in what objects are taken by, and says why. */
  private List<String> selects(Sample sample, Map<String, String> selects) {
    String project = words.text("project");
    String glob = words.text("name");
    List<String> because = new ArrayList<>();
    if (project == null && glob == null) {
      project = id;
      because.add("Nobody said whose objects these are: those of a project of the route's name.");
      because.add("(In the lake's own accounts a project is a container.)");
    }
    if (project != null) {
      selects.put("project", project);
    }
    if (glob != null) {
      selects.put("name", glob);
      if (!named(sample.name(), glob)) {
        throw new UsageException(
            "The sample's own name "
                + sample.name()
                + " does not match "
                + glob
                + ": the route would not take it. * goes within a folder, ** across.");
      }
    }
    return because;
  }

  private static boolean named(String name, String glob) {
    LakeObject object;
    try {
      object = Example.object(Map.of("name", name, "content_type", ""), Path.of("/dev/null"), "p");
      return Selector.of(null, null, glob).selects(object);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException("'" + glob + "' is no pattern of names: " + e.getMessage());
    }
  }

  private Draft draft(Sample sample) throws UnguessableException {
    try (TrialLake lake = new TrialLake(routes, words.values())) {
      if (lake.routes().contains(id)) {
        throw new UsageException("There is a route " + id + " already: give another name.");
      }
      return Guesses.of(sample)
          .draft(sample, id, target(), new SampleReader(routes, words.values()));
    }
  }

  private Target target() {
    String to = words.text("to");
    return to == null ? null : Target.valueOf(to.toUpperCase(Locale.ROOT));
  }

  private static Map<String, Object> described(Sample sample, Draft draft, String project) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("name", sample.name());
    said.put("project", project);
    said.put("content_type", draft.objectType());
    return said;
  }
}
