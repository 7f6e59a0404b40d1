package org.sluice.trial;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sluice.catalogue.Trouble;
import org.sluice.dispatch.Conditions;
import org.sluice.dispatch.LakeRoute;
import org.sluice.event.LakeObject;
import org.sluice.fault.Fault;

/**
 * {@code try routes=DIR [values=FILE] route=ROUTE file=FILE [object=JSON] [most=N] [lines=true]
 * [asks=true] [save=CASE]}: runs a file through a route and says what it would write; {@code lines}
 * says each record as {@code gold dump} does.
 */
final class TryCommand {
  private static final String PROJECT = "neocampus";

  private final Words words;
  private final Path routes;
  private final Map<String, Object> said;

  TryCommand(Words words) {
    this.words = words;
    this.routes = words.routes();
    this.said = new LinkedHashMap<>(Example.said(words.text("object", "{}")));
  }

  int run(Consumer<Map<String, ?>> say) {
    Path file = words.path("file");
    if (Files.isDirectory(file)) {
      throw new UsageException(file + " is a folder: name a file in it.");
    }
    if (!Files.isReadable(file)) {
      throw new UsageException("There is no file " + file + " that can be read.");
    }
    said.putIfAbsent("name", file.getFileName().toString());
    boolean asks = "true".equals(words.text("asks"));
    try (TrialLake lake = new TrialLake(routes, words.values(), asks)) {
      return run(lake, route(lake), file, say);
    } catch (IOException e) {
      throw new UsageException(file + " cannot be read: " + e.getMessage());
    }
  }

  private int run(TrialLake lake, LakeRoute route, Path file, Consumer<Map<String, ?>> say)
      throws IOException {
    String selected = route.selects().get("project");
    LakeObject object = Example.object(said, file, selected == null ? PROJECT : selected);
    SavedExample saved = words.text("save") == null ? null : saved(route, file);
    Consumer<String> line =
        "true".equals(words.text("lines")) ? text -> say.accept(Map.of("line", text)) : text -> {};
    long most = Long.parseLong(words.text("most", "50"));
    Outcome outcome;
    try (InputStream bytes = Files.newInputStream(file)) {
      // An example has them all.
      long kept = saved == null ? most : Long.MAX_VALUE;
      outcome = lake.run(route, object, bytes, Example.http(said), kept, line);
    }
    boolean takes = route.takes(object);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("route", route.id());
    result.put("object", object.key().container() + "/" + object.key().object());
    result.put("content_type", object.contentType());
    result.put("size", object.size());
    result.put("takes", takes ? null : Conditions.why(route, object));
    result.put("selects", Conditions.selects(route));
    result.put("records", outcome.records());
    result.put("replaced", outcome.replaced());
    result.put("told", outcome.told(most));
    result.put("notes", outcome.notes());
    result.put("trouble", trouble(lake, route, outcome.trouble()));
    result.put("sink", lake.hasSink(route));
    if (saved != null) {
      if (!takes) {
        throw new UsageException(
            "It is not kept as an example: "
                + Conditions.why(route, object)
                + " Say what it is: --name, --content-type, --project.");
      }
      result.put("saved", saved.write(outcome).toString());
    }
    say.accept(result);
    return takes && outcome.trouble() == null && !outcome.declined() ? 0 : 1;
  }

  /** Of a fault in the route's file, with the place there. */
  private static Trouble trouble(TrialLake lake, LakeRoute route, Trouble trouble) {
    return trouble != null && trouble.code().equals(Fault.ROUTE_INVALID.code())
        ? trouble.because("It stands in " + lake.place(route, trouble.message()) + ".")
        : trouble;
  }

  private SavedExample saved(LakeRoute route, Path file) {
    Path folder = routes.resolve(route.file()).getParent();
    if (!route.id().equals(folder.getFileName().toString())) {
      said.put("route", route.id());
    }
    return new SavedExample(folder, words.text("save"), file, said);
  }

  private LakeRoute route(TrialLake lake) {
    String name = words.text("route");
    requireOne(lake, name);
    LakeRoute found = lake.route(name).orElseThrow(() -> none(lake, name));
    requireOne(lake, found.id());
    return found;
  }

  private static void requireOne(TrialLake lake, String id) {
    List<String> places = lake.places(id);
    if (places.size() > 1) {
      throw new UsageException(
          "Route "
              + id
              + " stands in several files, and an id is one route's: "
              + String.join(", ", places)
              + ". Give the others another id, or take them away.");
    }
  }

  private static UsageException none(TrialLake lake, String name) {
    List<String> refused = lake.refused(name);
    List<String> there = new ArrayList<>(lake.routes());
    lake.faulty().forEach(id -> there.add(id + " (faulty: see ./sluice check)"));
    return new UsageException(
        refused.isEmpty()
            ? "There is no route " + name + "; there are: " + String.join(", ", there) + "."
            : "The route's file is refused: " + String.join("; ", refused));
  }
}
