package org.sluice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.console.Console;
import org.sluice.console.PartHealth;
import org.sluice.console.Tools;
import org.sluice.observe.Readiness;
import org.sluice.settings.Setting;
import org.sluice.settings.SettingException;
import org.sluice.settings.Settings;

/** The wiring of Camel's own tools; without settings of theirs there are none. */
final class Consoles {
  private static final Logger LOG = LoggerFactory.getLogger(Consoles.class);
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Console.Access access;
  private final Path toolsDir;
  private Console console;
  private Tools tools;

  /**
   * @throws SettingException where the console would be open to whoever finds it
   */
  Consoles(Settings settings) {
    toolsDir = settings.file(Setting.CONSOLE_TOOLS_DIR);
    int port = settings.count(Setting.CONSOLE_PORT);
    access =
        port == 0
            ? null
            : new Console.Access(
                settings.text(Setting.CONSOLE_HOST),
                port,
                settings.text(Setting.CONSOLE_USER),
                password(settings));
  }

  private static String password(Settings settings) {
    Path file = settings.file(Setting.CONSOLE_PASSWORD_FILE);
    if (file == null) {
      throw new SettingException(
          "console.port = "
              + settings.text(Setting.CONSOLE_PORT)
              + " would open the console to anyone who finds it: whoever asks could stop routes and read"
              + " what goes through them. Nothing was started. Write a password into a file that"
              + " only its owner can read, and name it in console.password-file.");
    }
    String password = settings.secret(Setting.CONSOLE_PASSWORD_FILE);
    try {
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
        throw new SettingException(
            "Others can read or write console.password-file, "
                + file
                + ", so the console would be open to them. Nothing was started. Mend it: chmod 600 "
                + file);
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw new SettingException(
          "Who can read console.password-file, " + file + ", cannot be told: " + e);
    }
    return password;
  }

  private boolean any() {
    return access != null || toolsDir != null;
  }

  /** Figures of routes and steps are counted only where a tool shows them. */
  void prepare(Properties camel) {
    camel.setProperty("camel.main.jmxEnabled", String.valueOf(any()));
  }

  /** The same for a context that is made beside the hub's own; its steps can be traced. */
  void furnish(CamelContext context) {
    context.setBacklogTracingStandby(any());
    if (!any()) {
      context.disableJMX();
    }
  }

  /** The lake's parts beside Camel's own health checks, and steps that can be traced. */
  void configure(CamelContext context, Readiness readiness) {
    context.setBacklogTracingStandby(any());
    HealthCheckRegistry registry = HealthCheckRegistry.get(context);
    if (any() && registry != null) {
      for (String part : readiness.parts()) {
        registry.register(new PartHealth(part, readiness::last));
      }
    }
  }

  /**
   * Lets the tools in; the hub's work goes on where that fails.
   *
   * @param contexts all there are, that of the hub among them
   */
  void open(CamelContext hub, Supplier<List<CamelContext>> contexts) {
    try {
      if (access != null) {
        console = new Console(access);
        LOG.info("Hawtio listens on {}:{}", access.host(), access.port());
      }
    } catch (IOException | RuntimeException e) {
      LOG.error(
          "There is no console at {}:{}: {}. Give it another console.host or console.port.",
          access.host(),
          access.port(),
          e.toString());
    }
    try {
      if (toolsDir != null) {
        tools = new Tools(hub, toolsDir, contexts);
      }
    } catch (Exception e) {
      LOG.error("Camel's command finds no hub in {}: {}", toolsDir, e.toString());
    }
  }

  void close() {
    if (tools != null) {
      tools.close();
    }
    if (console != null) {
      console.close();
    }
  }
}
