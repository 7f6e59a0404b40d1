package org.sluice.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The route files of this checkout, or of a copy that nobody writes in meanwhile. */
public final class RouteFiles {
  private static final Path FROM =
      Path.of(System.getenv().getOrDefault("SLUICE_TEST_CHECKOUT", "")).toAbsolutePath();

  private RouteFiles() {}

  public static Path folder() {
    for (Path up = FROM; up != null; up = up.getParent()) {
      if (Files.isDirectory(up.resolve("routes/blocks"))) {
        return up.resolve("routes");
      }
    }
    throw new IllegalStateException("no folder routes/blocks in or above " + FROM);
  }

  public static List<Path> kamelets() {
    return find(name -> name.endsWith(".kamelet.yaml"));
  }

  public static List<Path> routes() {
    return find(name -> name.endsWith(".camel.yaml") || name.endsWith(".camel.xml"));
  }

  private static List<Path> find(Predicate<String> name) {
    try (Stream<Path> paths = Files.walk(folder())) {
      return paths.filter(path -> name.test(path.getFileName().toString())).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
