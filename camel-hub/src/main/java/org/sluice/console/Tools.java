package org.sluice.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsoleRegistry;

/** What the {@code camel} command speaks to. */
public final class Tools implements AutoCloseable {
  private static final String PRIVATE = "rwx------";

  private final Connector connector;

  /**
   * Opens the hub to the command. The context must have started: see {@link SteadyConsoles}.
   *
   * @param home the command's home, where it looks for running hubs
   * @param contexts the hub's own context and those of routes
   */
  public Tools(CamelContext hub, Path home, Supplier<List<CamelContext>> contexts)
      throws Exception {
    Path folder = home.resolve(".camel");
    makePrivate(folder);
    // The connector asks for the home of the process, and for nothing else.
    System.setProperty("user.home", home.toString());
    DevConsoleRegistry consoles =
        hub.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
    for (String id : OfAllContexts.ALL) {
      consoles.register(new OfAllContexts(id, contexts));
    }
    connector = new Connector(hub, folder, contexts);
    connector.start();
  }

  /** Messages of objects stand in it. */
  private static void makePrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(PRIVATE));
  }

  @Override
  public void close() {
    connector.stop();
  }
}
