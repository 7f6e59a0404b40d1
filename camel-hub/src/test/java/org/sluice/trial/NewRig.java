package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
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
    Path file = folder.write("../" + name, sample);
    assertEquals(0, folder.run("new", "route=made", "from=" + file), () -> "" + folder.said());
    assertEquals(0, folder.run("test", "route=made"), () -> "" + folder.said());
    assertEquals("ok", folder.last("state"));
    return folder.read("made/made.camel.yaml");
  }

  Map<?, ?> point() throws IOException {
    Map<String, Object> told = Example.said(folder.read("made/examples/sample/expected.json"));
    return (Map<?, ?>) ((java.util.List<?>) ((Map<?, ?>) told.get("points")).get("points")).get(0);
  }
}
