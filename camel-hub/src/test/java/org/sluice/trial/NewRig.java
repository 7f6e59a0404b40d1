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

  /**
   * What the made route makes of its example.
   *
   * @param kind of gold, such as rows
   */
  List<?> records(String kind) throws IOException {
    Map<String, Object> told = Example.said(folder.read("made/examples/sample/expected.json"));
    return (List<?>) ((Map<?, ?>) told.get(kind)).get(kind);
  }

  List<?> rows() throws IOException {
    return records("rows");
  }

  Map<?, ?> point() throws IOException {
    return (Map<?, ?>) records("points").get(0);
  }

  Map<?, ?> document(int at) throws IOException {
    return (Map<?, ?>) records("documents").get(at);
  }

  /** Runs the made route on another object, or on the sample where no text is given. */
  int tried(String name, String... text) throws IOException {
    Path file =
        text.length == 0
            ? folder.path("../" + name)
            : folder.write("../" + name, String.join("", text));
    return folder.run("try", "route=made", "file=" + file);
  }

  /** Another object, which the made route parks, and why. */
  void parked(String message, String name, String text) throws IOException {
    assertEquals(1, tried(name, text), () -> "" + folder.said());
    assertEquals(message, folder.last("trouble", "message"));
  }

  /** Changes the made route as its draft says that it can be, and runs it on its sample. */
  void corrected(String yaml, String sample) throws IOException {
    folder.write("made/made.camel.yaml", yaml);
    assertEquals(0, tried(sample), () -> "" + folder.said());
  }

  /** A sample of which no route is made, and why. */
  void refused(String message, String route, Path sample) throws IOException {
    assertEquals(2, folder.run("new", "route=" + route, "from=" + sample));
    String said = (String) folder.last("error");
    assertTrue(said.contains(message), said);
    assertFalse(said.contains("\n"), said);
  }
}
