package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder of routes, and samples that routes are made from. */
abstract class NewRig {
  @TempDir Path temporary;
  TrialFolder folder;

  @BeforeEach
  void make() throws IOException {
    folder = new TrialFolder(temporary);
  }

  /** The YAML that is made of a sample; its example passes. */
  String made(String name, String sample) throws IOException {
    return made(folder.write("../" + name, sample));
  }

  /** The same of bytes. */
  String made(String name, byte[] sample) throws IOException {
    return made(Files.write(folder.path("../" + name), sample));
  }

  private String made(Path file) throws IOException {
    assertEquals(0, folder.run("new", "route=made", "from=" + file), () -> "" + folder.said());
    assertEquals(0, folder.run("test", "route=made"), () -> "" + folder.said());
    assertEquals("ok", folder.last("state"));
    return folder.read("made/made.camel.yaml");
  }

  /** Comments of a route, those of one place as one line. */
  static String prose(String yaml) {
    return yaml.replaceAll("\\n +# ", " ");
  }

  /** The rows that the made route makes of its example. */
  List<?> rows() throws IOException {
    Map<String, Object> told = Example.said(folder.read("made/examples/sample/expected.json"));
    return (List<?>) ((Map<?, ?>) told.get("rows")).get("rows");
  }

  Map<?, ?> point() throws IOException {
    Map<String, Object> told = Example.said(folder.read("made/examples/sample/expected.json"));
    return (Map<?, ?>) ((List<?>) ((Map<?, ?>) told.get("points")).get("points")).get(0);
  }

  /** A sample of which no route is made, and why. */
  void refused(String message, String route, Path sample) throws IOException {
    assertEquals(2, folder.run("new", "route=" + route, "from=" + sample));
    String said = (String) folder.last("error");
    assertTrue(said.contains(message), said);
    assertFalse(said.contains("\n"), said);
  }
}
