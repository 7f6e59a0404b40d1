package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.event.Events;
import org.sluice.event.ObjectEvent;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.swift.FakeSwift;

/** What is read of objects before they are registered. */
class InspectionTest {
  private static final String VERSION = "1795464361.00000";
  private static final String TABLE = "a.json";
  private static final String SIDECAR = "a.json.sluice.json";

  private FakeSwift swift;

  @BeforeEach
  void start() throws IOException {
    swift = new FakeSwift();
    holds(TABLE, "[{\"a\": 1}]");
    holds(SIDECAR, "{\"application\": \"rooms\"}");
  }

  @AfterEach
  void stop() {
    swift.close();
  }

  private void holds(String name, String content) {
    swift.put("neocampus", name, VERSION, "9e10");
    swift.contents.put("neocampus/" + name, content.getBytes(StandardCharsets.UTF_8));
  }

  private Inspection inspection(Duration patience) {
    return new Inspection(swift.objects(), patience);
  }

  @Test
  void theBytesTellTheType() {
    ObjectEvent event = Events.created(TABLE, VERSION).withContentType("");
    assertEquals("application/json", inspection(Duration.ofDays(1)).typed(event).contentType());
  }

  @Test
  void aSwiftThatHangsInTheMidstOfAnObjectIsNotWaitedFor() {
    Inspection inspection = inspection(Duration.ofMillis(200));
    hangs(event -> inspection.typed(event), TABLE);
    hangs(event -> inspection.told(event).orElseThrow(), SIDECAR);
  }

  private void hangs(UnaryOperator<ObjectEvent> asks, String name) {
    swift.hangsAfter = 3;
    CompletableFuture<ObjectEvent> asked =
        CompletableFuture.supplyAsync(() -> asks.apply(Events.created(name, VERSION)))
            .orTimeout(120, TimeUnit.SECONDS);
    CompletionException thrown = assertThrows(CompletionException.class, asked::join);
    FaultException fault = assertInstanceOf(FaultException.class, thrown.getCause());
    assertEquals(Fault.SWIFT_UNREACHABLE, fault.fault());
    assertTrue(fault.getMessage().contains("neocampus/" + name), fault.getMessage());
    assertTrue(fault.getMessage().contains("it was not there after"), fault.getMessage());
  }
}
