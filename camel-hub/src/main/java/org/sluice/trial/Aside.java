package org.sluice.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of routes for a moment, with the blocks and policies of the real one: what is under
 * {@code routes} is taken by a running hub as it stands.
 */
final class Aside implements AutoCloseable {
  private final Path folder;

  Aside(Path routes) throws IOException {
    folder = Files.createTempDirectory("sluice-routes");
    for (String shared : List.of("blocks", "policies")) {
      if (Files.isDirectory(routes.resolve(shared))) {
        copy(routes.resolve(shared), folder.resolve(shared));
      }
    }
  }

  Path folder() {
    return folder;
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
