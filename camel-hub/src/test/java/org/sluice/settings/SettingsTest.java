package org.sluice.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static Properties enough() {
    Properties given = new Properties();
    given.setProperty("events.keys-file", "/keys");
    given.setProperty("api.key-file", "/key");
    given.setProperty("keystone.password-file", "/password");
    given.setProperty("lake.accounts", "AUTH_a, AUTH_b");
    given.setProperty("routes.dir", "/routes");
    return given;
  }

  private static String complaint(Properties given) {
    return assertThrows(SettingException.class, () -> Settings.of(given, "hub.properties"))
        .getMessage();
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    Settings settings = Settings.of(enough(), "hub.properties");
    assertEquals("127.0.0.1", settings.text(Setting.HTTP_HOST));
    assertEquals(15090, settings.count(Setting.HTTP_PORT));
    assertEquals(java.util.List.of("AUTH_a", "AUTH_b"), settings.list(Setting.LAKE_ACCOUNTS));
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearestOne() {
    Properties given = enough();
    given.setProperty("mongodb.url", "x");
    assertTrue(complaint(given).contains("did you mean mongodb.uri?"));
  }

  @Test
  void aNumberOutOfItsRangeIsRefusedWithTheRange() {
    Properties given = enough();
    given.setProperty("http.port", "70000");
    assertEquals("hub.properties: http.port = 70000 is not from 1 to 65535", complaint(given));
  }

  @Test
  void whatMustBeGivenIsAskedForByName() {
    Properties given = enough();
    given.remove("routes.dir");
    assertTrue(complaint(given).contains("routes.dir is missing"));
  }

  @Test
  void camelsOwnSettingsAreHandedOn() {
    Properties given = enough();
    given.setProperty("camel.server.useGlobalSslContextParameters", "true");
    assertEquals(
        "true",
        Settings.of(given, "hub.properties")
            .camel()
            .get("camel.server.useGlobalSslContextParameters"));
  }

  @Test
  void theShippedSampleIsWhatTheTablePrints() throws Exception {
    assertEquals(Reference.print(), Files.readString(Path.of("../config/hub.properties.sample")));
  }
}
