package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectDefaultsTest {
  @TempDir Path folder;

  private ProjectDefaults of(String json) throws IOException {
    return ProjectDefaults.of(Files.writeString(folder.resolve("projects.json"), json));
  }

  private void refused(String complaint, String json) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> of(json));
    assertTrue(e.getMessage().contains(complaint), e.getMessage());
    assertTrue(e.getMessage().contains("projects.json"), e.getMessage());
  }

  @Test
  void eachProjectHasItsOwn() throws IOException {
    ProjectDefaults defaults =
        of(
            """
            {"campus": {"application": "sensors", "other_data": {"template": {"time": "at"}}},
             "town": {"data_processing": "custom"}}
            """);
    assertEquals(
        Map.of("application", "sensors", "other-data", "{\"template\":{\"time\":\"at\"}}"),
        defaults.forProject("campus"));
    assertEquals(Map.of("data-processing", "custom"), defaults.forProject("town"));
    assertEquals(Map.of(), defaults.forProject("other"));
    assertEquals(Map.of(), ProjectDefaults.of(null).forProject("campus"));
  }

  @Test
  void aFileThatIsWrongIsRefusedWithWhatIsMeant() {
    refused("cannot be read", "{");
    refused("is no JSON object of projects", "[]");
    refused("project 'p' is no JSON object", "{\"p\": 1}");
    refused("; did you mean other_data?", "{\"p\": {\"otherdata\": {}}}");
    refused(
        "project 'p' has a data_processing that is neither",
        "{\"p\": {\"data_processing\": \"x\"}}");
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> ProjectDefaults.of(folder.resolve("none.json")));
    assertTrue(e.getMessage().contains("cannot be read"), e.getMessage());
  }
}
