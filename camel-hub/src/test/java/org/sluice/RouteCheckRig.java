package org.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.params.provider.Arguments;
import org.sluice.check.Finding;
import org.sluice.gold.GoldWriters;
import org.sluice.routes.RouteFiles;

/** A folder of routes with the shipped blocks, as the check looks at it. */
final class RouteCheckRig {
  static final String FILE = "a/a.camel.yaml";

  /** A second route of a file. */
  static final String INNER =
      """
      - route:
          id: b
          from:
            uri: direct:other
            steps:
              - to: log:x
      """;

  private final Path dir;

  RouteCheckRig(Path dir) {
    this.dir = dir;
  }

  /**
   * A route that is well but for what is given: more parameters, from line 7 on, or steps between
   * the one that reads and the one that writes, which then begin in line 9.
   */
  static String route(String parameters, String... steps) {
    return "- route:\n"
        + "    id: a\n"
        + "    from:\n"
        + "      uri: lake:objects\n"
        + "      parameters:\n"
        + "        project: p\n"
        + parameters.indent(8)
        + "      steps:\n"
        + "        - to: kamelet:json-records-action\n"
        + String.join("\n", steps).indent(8)
        + "        - to: kamelet:documents-sink\n";
  }

  /**
   * @param place LINE:COLUMN; empty where it is enough that there is a line
   * @param said a part of what is said of it
   */
  static Arguments fault(String name, String text, String level, String place, String said) {
    return Arguments.of(name, text, level, place, said);
  }

  void write(String file, String text) throws IOException {
    Path path = dir.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  List<Finding> check() throws IOException {
    Files.createDirectories(dir.resolve("blocks"));
    for (Path block : RouteFiles.kamelets()) {
      Path copy = dir.resolve("blocks").resolve(block.getFileName());
      if (Files.notExists(copy)) {
        Files.copy(block, copy);
      }
    }
    return new RouteCheck(dir, new Properties(), GoldWriters.NONE).findings();
  }

  /** That a file has one fault, and which. */
  void assertFault(String text, String level, String place, String said) throws IOException {
    String file = text.startsWith("<") ? "a/a.camel.xml" : FILE;
    write(file, text);
    List<Finding> findings = check();
    assertEquals(1, findings.size(), findings.toString());
    Finding one = findings.get(0);
    assertEquals(level, one.level().text(), one.toString());
    assertEquals(file, one.file());
    assertTrue(one.message().contains(said), one.message());
    if (!place.isEmpty()) {
      assertEquals(place, one.line() + ":" + one.column(), one.message());
    } else {
      assertTrue(one.line() > 0, one.toString());
    }
  }

  /** Findings with their file and place, a line each. */
  static List<String> told(List<Finding> findings) {
    return findings.stream()
        .map(f -> f.file() + ":" + f.line() + ":" + f.column() + " " + f.message())
        .toList();
  }
}
