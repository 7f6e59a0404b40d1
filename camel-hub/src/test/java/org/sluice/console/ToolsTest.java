package org.sluice.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CliConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {
  private final String home = System.getProperty("user.home");
  private final DefaultCamelContext hub = new DefaultCamelContext();
  private final DefaultCamelContext other = new DefaultCamelContext();
  @TempDir Path dir;
  private Tools tools;

  @BeforeEach
  void open() throws Exception {
    start(hub, "one");
    start(other, "two");
    tools = new Tools(hub, dir, () -> List.of(hub, other));
  }

  private static void start(DefaultCamelContext context, String route) throws Exception {
    context.getCamelContextExtension().setName("tools-test-" + route);
    context.setBacklogTracingStandby(true);
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:" + route).routeId(route).to("log:" + route);
          }
        });
    context.start();
  }

  @AfterEach
  void close() {
    tools.close();
    hub.stop();
    other.stop();
    System.setProperty("user.home", home);
  }

  private Path file(String name) {
    return dir.resolve(".camel").resolve(ProcessHandle.current().pid() + "-" + name + ".json");
  }

  private static void eventually(Callable<Boolean> holds) throws Exception {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (!holds.call()) {
      assertTrue(Instant.now().isBefore(deadline), "not in time");
      Thread.sleep(50);
    }
  }

  @Test
  void aContextByItselfHasNoConnectorAndItsConsolesAreOneThreadsAtATime() {
    assertNull(other.hasService(CliConnector.class));
    assertInstanceOf(
        SteadyConsoles.class,
        other.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class));
  }

  @Test
  void routesOfAllContextsAreShownToTheOwnerAlone() throws Exception {
    eventually(() -> Files.exists(file("status")) && !Files.readString(file("status")).isEmpty());
    eventually(
        () -> {
          String told = Files.readString(file("status"));
          return told.contains("\"routeId\":\"one\"") && told.contains("\"routeId\":\"two\"");
        });
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(".camel"))));
  }

  @Test
  void aRouteOfAnotherContextIsStoppedAndStarted() throws Exception {
    act("stop");
    eventually(() -> other.getRouteController().getRouteStatus("two") == ServiceStatus.Stopped);
    assertEquals(ServiceStatus.Started, hub.getRouteController().getRouteStatus("one"));
    act("start");
    eventually(() -> other.getRouteController().getRouteStatus("two") == ServiceStatus.Started);
  }

  @Test
  void anActionThatIsNotWrittenYetIsWaitedFor() throws Exception {
    eventually(() -> Files.exists(file("status")));
    Files.writeString(file("action"), "{\"action\":\"route\",\"id\":\"tw");
    FileTime before = Files.getLastModifiedTime(file("status"));
    eventually(() -> Files.getLastModifiedTime(file("status")).compareTo(before) > 0);
    FileTime after = Files.getLastModifiedTime(file("status"));
    eventually(() -> Files.getLastModifiedTime(file("status")).compareTo(after) > 0);
    assertTrue(Files.exists(file("action")));
    act("stop");
    eventually(() -> other.getRouteController().getRouteStatus("two") == ServiceStatus.Stopped);
  }

  private void act(String command) throws Exception {
    Files.writeString(
        file("action"), "{\"action\":\"route\",\"id\":\"two\",\"command\":\"" + command + "\"}");
  }

  @Test
  void messagesOfAllContextsAreTraced() throws Exception {
    Files.writeString(file("action"), "{\"action\":\"trace\",\"enabled\":\"true\"}");
    for (CamelContext one : List.of(hub, other)) {
      eventually(
          () ->
              one.getCamelContextExtension()
                  .getContextPlugin(org.apache.camel.spi.BacklogTracer.class)
                  .isEnabled());
    }
    hub.createProducerTemplate().sendBody("direct:one", "to-one");
    eventually(() -> traced("to-one"));
    // Its own numbers begin at 1 as those of the first did.
    other.createProducerTemplate().sendBody("direct:two", "to-two");
    eventually(() -> traced("to-two"));
  }

  private boolean traced(String body) throws Exception {
    return Files.exists(file("trace")) && Files.readString(file("trace")).contains(body);
  }

  @Test
  void nothingIsLeftWhenTheHubHasEnded() {
    tools.close();
    assertFalse(Files.exists(file("status")));
  }
}
