package org.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.check.Finding;
import org.sluice.routes.RouteFiles;
import org.sluice.settings.SettingException;

/** What a hub's settings do not permit is found where they are known. */
class RouteCheckSettingsTest {
  private static final String NECESSARY =
      "events.keys-file=k\napi.key-file=k\nkeystone.password-file=k\nroutes.dir=r\n"
          + "lake.accounts=AUTH_lake\n";

  @TempDir Path dir;

  @BeforeEach
  void blocks() throws IOException {
    Files.createDirectories(dir.resolve("routes/blocks"));
    for (Path block : RouteFiles.kamelets()) {
      Files.copy(block, dir.resolve("routes/blocks").resolve(block.getFileName()));
    }
  }

  private List<Finding> found(String sink, String settings) throws IOException {
    Path route = dir.resolve("routes/a.camel.yaml");
    Files.writeString(
        route,
        """
        - route:
            id: a
            from:
              uri: lake:objects
              steps:
                - to: kamelet:json-records-action
                - to: kamelet:%s
        """
            .formatted(sink));
    String file = null;
    if (settings != null) {
      file = Files.writeString(dir.resolve("hub.properties"), NECESSARY + settings).toString();
    }
    return new RouteCheck(dir.resolve("routes"), new Properties(), RouteCheck.writers(file))
        .findings();
  }

  private static void assertFound(String words, List<Finding> found) {
    assertEquals(1, found.size(), found.toString());
    assertEquals(Finding.Level.ERROR, found.get(0).level());
    assertEquals(7, found.get(0).line());
    assertTrue(found.get(0).message().contains(words), found.get(0).message());
  }

  @Test
  void aHostThatIsNotAllowedIsFoundAndTheSettingNamed() throws IOException {
    String sink = "http-records-sink?url=http://shop.example.org/in";
    assertFound("gold.http.allowed-hosts", found(sink, ""));
    assertFound(
        "has [other.example.org]", found(sink, "gold.http.allowed-hosts=other.example.org"));
    assertEquals(List.of(), found(sink, "gold.http.allowed-hosts=shop.example.org"));
  }

  @Test
  void absentCredentialsAndAnAbsentDatabaseAreFound() throws IOException {
    String allowed = "gold.http.allowed-hosts=shop.example.org\n";
    assertFound(
        "There are no credentials 'shop'",
        found("http-records-sink?url=http://shop.example.org/in&authorization=shop", allowed));
    assertFound("gold.sql.url is not set", found("table-rows-sink", ""));
    assertEquals(
        List.of(), found("table-rows-sink", "gold.sql.url=jdbc:postgresql://127.0.0.1:1/x"));
  }

  @Test
  void whereNoSettingsAreKnownNothingIsSaidOfThem() throws IOException {
    assertEquals(List.of(), found("http-records-sink?url=http://shop.example.org/in", null));
    assertEquals(List.of(), found("table-rows-sink", null));
  }

  @Test
  void settingsThatAreWrongAreSaid() {
    assertThrows(SettingException.class, () -> found("table-rows-sink", "no.such=1"));
  }
}
