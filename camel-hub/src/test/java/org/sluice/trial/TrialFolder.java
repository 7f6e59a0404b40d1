package org.sluice.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sluice.routes.RouteFiles;

/** A folder of routes of a test's own, with the blocks of this checkout, and the commands on it. */
final class TrialFolder {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path routes;
  private final List<Map<String, Object>> said = new ArrayList<>();

  TrialFolder(Path temporary) throws IOException {
    routes = Files.createDirectories(temporary.resolve("routes"));
    Files.createDirectory(routes.resolve("blocks"));
    for (Path block : RouteFiles.kamelets()) {
      Files.copy(block, routes.resolve("blocks").resolve(block.getFileName()));
    }
  }

  Path path(String name) {
    return routes.resolve(name);
  }

  /** Writes a file below the routes' folder; {@code ../} is beside it. */
  Path write(String name, String text) throws IOException {
    Path file = routes.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  String read(String name) throws IOException {
    return Files.readString(routes.resolve(name));
  }

  /** Writes a route with these lines as its steps. */
  void route(String id, String selects, String... steps) throws IOException {
    write(
        id + "/" + id + ".camel.yaml",
        """
        - route:
            id: %s
            from:
              uri: lake:objects%s
              steps:
        %s
        """
            .formatted(
                id,
                selects,
                String.join("\n", Stream.of(steps).map(step -> "        - to: " + step).toList())));
  }

  /** Runs a command: its exit code. */
  int run(String command, String... words) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String[] all =
        Stream.concat(Stream.of(command, "routes=" + routes), Stream.of(words))
            .toArray(String[]::new);
    int code = Trial.run(new PrintStream(out, true, StandardCharsets.UTF_8), all);
    said.clear();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      @SuppressWarnings("unchecked")
      Map<String, Object> read = JSON.readValue(line, Map.class);
      said.add(read);
    }
    return code;
  }

  /** What the last command said, a line each. */
  List<Map<String, Object>> said() {
    return said;
  }

  /** What stands under a path of the last command's last line. */
  Object last(String... path) {
    Object thing = said.get(said.size() - 1);
    for (String key : path) {
      thing =
          thing instanceof List<?> list
              ? list.get(Integer.parseInt(key))
              : ((Map<?, ?>) thing).get(key);
    }
    return thing;
  }
}
