package org.sluice.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sluice.catalogue.Inventory;
import org.sluice.event.ObjectKey;
import org.sluice.gold.GoldDump;
import org.sluice.gold.GoldHeld;
import org.sluice.gold.GoldReader;
import org.sluice.gold.GoldTable;

/** What the HTTP interface can do to read gold. */
public final class GoldActions {
  private final Map<String, GoldReader> readers;
  private final GoldDump dump;
  private final KnownProjects projects;
  private final Function<ObjectKey, List<GoldHeld>> held;

  /**
   * @param readers by the name of their database: influx, mongo, neo4j, sql
   * @param dump tells all gold of a project
   * @param held what each route may have in gold of an object
   * @param inventory knows the projects
   */
  public GoldActions(
      Map<String, GoldReader> readers,
      GoldDump dump,
      Function<ObjectKey, List<GoldHeld>> held,
      Inventory inventory) {
    this.readers = readers;
    this.dump = dump;
    this.held = held;
    this.projects = new KnownProjects(inventory);
  }

  List<Action> all() {
    return List.of(
        new Action(
            "POST",
            "/v1/gold/{database}",
            false,
            "Asks a gold database (influx, mongo, neo4j, sql), reading only: {query, project}.",
            List.of(),
            this::gold),
        new Action(
            "GET",
            "/v1/gold/dump",
            false,
            "All gold of a project as sorted text, a line a record; the last line is its SHA-256.",
            List.of("project*", "portable"),
            this::dump),
        new Action(
            "GET",
            "/v1/gold/object",
            false,
            "What the dump of its project says of one object, as sorted text, a line a record.",
            List.of("account*", "container*", "object*"),
            this::ofObject));
  }

  private Action.Answer dump(Action.Request request) {
    String project = request.required("project");
    GoldDump.Written written = dump.write(project, "true".equals(request.parameter("portable")));
    // A name that is mistyped has no gold either.
    if (written.records() == 0) {
      try {
        projects.check(project, "the catalogue, nor in gold");
      } catch (ApiException e) {
        delete(written.file());
        throw e;
      }
    }
    return Action.Answer.ok(written.file());
  }

  private Action.Answer ofObject(Action.Request request) {
    ObjectKey key =
        new ObjectKey(
            request.required("account"), request.required("container"), request.required("object"));
    return Action.Answer.ok(dump.write(key, held.apply(key)).file());
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Action.Answer gold(Action.Request request) {
    String database = request.required("database");
    GoldReader reader = readers.get(database);
    if (reader == null) {
      throw new ApiException(
          404,
          "gold-unknown",
          "There is no gold database " + database,
          "They are " + String.join(", ", readers.keySet()) + ".");
    }
    String query = request.parameter("body.query");
    GoldTable table = reader.read(query == null ? "" : query, request.parameter("body.project"));
    return Action.Answer.ok(
        Map.of("columns", table.columns(), "rows", table.rows(), "cut", table.cut()));
  }
}
