package org.sluice.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.dispatch.Topics;
import org.sluice.live.agreed.GoneRoute;

/** What waits for routes that were removed. */
class RemovedQueuesTest {
  private static final String FILE = "a/a.camel.yaml";
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path dir;
  private final Map<String, Long> entries = new HashMap<>(Map.of(Topics.route("a"), 3L));
  private LiveRig rig;
  private RemovedQueues queues;

  @BeforeEach
  void start() throws Exception {
    rig = new LiveRig(dir);
    queues = new RemovedQueues(rig.live.agreement(), rig.table, topics -> entries, DAY);
    rig.write(FILE, LiveRig.yaml("a", "one"));
    rig.look();
    rig.delete(FILE);
    rig.look();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private List<String> gone() {
    return rig.live.agreement().taken().orElseThrow().gone().stream()
        .map(GoneRoute::route)
        .toList();
  }

  @Test
  void whatWaitsEndsAfterADayAndThenTheRouteIsForgotten() {
    queues.look(Instant.now().plus(DAY).minusSeconds(60));
    assertNull(rig.table.overdue("a"));
    Instant late = Instant.now().plus(DAY);
    queues.look(late);
    assertNotNull(rig.table.overdue("a"));
    assertEquals(List.of("a"), gone());
    entries.put(Topics.route("a"), 0L);
    queues.look(late);
    assertNull(rig.table.overdue("a"));
    assertEquals(List.of(), gone());
  }

  @Test
  void whatWaitsGoesOnWhenTheRouteIsBack() {
    Instant late = Instant.now().plus(DAY).plusSeconds(60);
    queues.look(late);
    assertNotNull(rig.table.overdue("a"));
    rig.write(FILE, LiveRig.yaml("a", "back"));
    rig.look();
    assertEquals("back", rig.run("a"));
    queues.look(late);
    assertNull(rig.table.overdue("a"));
  }

  @Test
  void whatWaitsForAFileThatIsWrongWaitsOn() {
    rig.write(FILE, LiveRig.yaml("a", "wrong").replace("setBody", "setBdoy"));
    rig.look();
    queues.look(Instant.now().plus(DAY).plusSeconds(60));
    assertNull(rig.table.overdue("a"));
    assertEquals(List.of("a"), gone());
  }
}
