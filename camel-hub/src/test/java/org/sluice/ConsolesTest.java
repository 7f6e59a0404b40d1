package org.sluice;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.settings.SettingException;
import org.sluice.settings.Settings;

class ConsolesTest {
  @TempDir Path dir;

  private Settings settings(String... more) throws Exception {
    Path file = dir.resolve("hub.properties");
    Files.writeString(
        file,
        "events.keys-file=/k\napi.key-file=/k\nkeystone.password-file=/k\nlake.accounts=AUTH_a\n"
            + "routes.dir=/r\n"
            + String.join("\n", more));
    return Settings.load(file);
  }

  private Path password(String mode) throws Exception {
    Path file = dir.resolve("password");
    Files.writeString(file, "secret\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }

  @Test
  void nothingOfItIsThereUnlessItIsAskedFor() throws Exception {
    Properties camel = new Properties();
    new Consoles(settings()).prepare(camel);
    assertEquals("false", camel.getProperty("camel.main.jmxEnabled"));
  }

  @Test
  void aConsoleWithoutAPasswordIsRefusedWhereverItListens() throws Exception {
    for (String host : new String[] {"127.0.0.1", "0.0.0.0"}) {
      Settings open = settings("console.port=15094", "console.host=" + host);
      String said = assertThrows(SettingException.class, () -> new Consoles(open)).getMessage();
      assertTrue(said.contains("console.port = 15094"), said);
      assertTrue(said.contains("console.password-file"), said);
    }
  }

  @Test
  void aPasswordThatOthersCanReadIsRefused() throws Exception {
    Settings open =
        settings("console.port=15094", "console.password-file=" + password("rw-r--r--"));
    String said = assertThrows(SettingException.class, () -> new Consoles(open)).getMessage();
    assertTrue(said.contains("chmod 600"), said);
    Settings closed =
        settings("console.port=15094", "console.password-file=" + password("rw-------"));
    assertDoesNotThrow(() -> new Consoles(closed));
  }
}
