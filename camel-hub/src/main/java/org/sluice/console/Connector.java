package org.sluice.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.cli.connector.DefaultCliConnectorFactory;
import org.apache.camel.cli.connector.LocalCliConnector;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the {@code camel} command at all contexts of the hub as if they were one. */
final class Connector extends LocalCliConnector {
  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

  /** What the command has done to routes themselves, past the consoles. */
  private static final Set<String> TO_EACH = Set.of("route", "processor", "reset-stats");

  private final CamelContext hub;
  private final Supplier<List<CamelContext>> contexts;
  private final Path action;

  Connector(CamelContext hub, Path folder, Supplier<List<CamelContext>> contexts) {
    super(named());
    this.hub = hub;
    this.contexts = contexts;
    this.action = folder.resolve(ProcessHandle.current().pid() + "-action.json");
    setCamelContext(hub);
  }

  private static DefaultCliConnectorFactory named() {
    DefaultCliConnectorFactory factory = new DefaultCliConnectorFactory();
    factory.setRuntime("Sluice");
    factory.setRuntimeStartClass("org.sluice.Hub");
    return factory;
  }

  @Override
  protected void actionTask() {
    JsonObject asked = asked();
    if (asked == null) {
      return;
    }
    if (!TO_EACH.contains(String.valueOf(asked.getString("action")))) {
      super.actionTask();
      return;
    }
    try {
      for (CamelContext context : contexts.get()) {
        // Each takes the file away.
        Files.writeString(action, asked.toJson());
        setCamelContext(context);
        super.actionTask();
      }
    } catch (IOException e) {
      LOG.warn("The camel command's action is not done: {}", e.toString());
    } finally {
      setCamelContext(hub);
    }
  }

  /**
   * What is asked for; null where it is nothing, or not yet whole: as it comes, the connector takes
   * away a file that the command has only begun to write.
   */
  private JsonObject asked() {
    try {
      String text = Files.isRegularFile(action) ? Files.readString(action) : "";
      return !text.isEmpty() && Jsoner.deserialize(text) instanceof JsonObject asked ? asked : null;
    } catch (Exception e) {
      LOG.debug("The camel command's action cannot be read: {}", e.toString());
      return null;
    }
  }
}
