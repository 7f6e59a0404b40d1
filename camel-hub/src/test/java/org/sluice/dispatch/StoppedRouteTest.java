package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoppedRouteTest {
  private final RouteTable table = new RouteTable();
  private final DefaultCamelContext context = new DefaultCamelContext();

  @BeforeEach
  void start() throws Exception {
    context.addComponent("lake", new LakeComponent(table, "one.camel.yaml", "r1"));
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("lake:objects?contentType=application/json").routeId("one").log("one");
          }
        });
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void whatAStoppedRouteTakesStaysOnItsQueue() throws Exception {
    context.getRouteController().stopRoute("one");
    assertFalse(table.get("one").isStarted());
    assertEquals(List.of("one"), table.stopped());
    assertTrue(table.topics().contains(Topics.route("one")));
    context.getRouteController().startRoute("one");
    assertTrue(table.get("one").isStarted());
    assertEquals(List.of(), table.stopped());
  }

  @Test
  void aRouteThatIsRemovedIsGone() throws Exception {
    context.getRouteController().stopRoute("one");
    context.removeRoute("one");
    assertNull(table.get("one"));
    assertFalse(table.topics().contains(Topics.route("one")));
  }

  @Test
  void aRouteThatWasStoppedAndStartedIsGoneWhenItIsRemoved() throws Exception {
    context.getRouteController().stopRoute("one");
    context.getRouteController().startRoute("one");
    context.getRouteController().stopRoute("one");
    context.removeRoute("one");
    assertNull(table.get("one"));
  }

  @Test
  void aContextThatStopsTakesItsRoutesAlong() {
    context.stop();
    assertNull(table.get("one"));
  }
}
