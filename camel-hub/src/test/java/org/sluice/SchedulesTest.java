package org.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Scheduler;
import org.quartz.SimpleTrigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.sluice.settings.Settings;

/** What rings in a hub, and how often, as Quartz has it. */
class SchedulesTest {
  private static final long FIVE_MINUTES = 300_000;

  @TempDir Path dir;

  @Test
  void whatIsDoneOnceInTheLakeBeginsEveryFiveMinutes() throws Exception {
    assertEquals(
        Map.of(
            "data-to-process", FIVE_MINUTES,
            "done-records", FIVE_MINUTES,
            "reconcile", FIVE_MINUTES,
            "reconcile-due", FIVE_MINUTES),
        intervals());
  }

  @Test
  void theListAndReconciliationHaveTheirSettings() throws Exception {
    assertEquals(
        Map.of(
            "data-to-process", 7000L,
            "done-records", FIVE_MINUTES,
            "reconcile", 11_000L,
            "reconcile-due", 11_000L),
        intervals("data-to-process.every-seconds=7", "reconcile.every-seconds=11"));
  }

  /** Milliseconds from one beginning to the next, for ever, by the schedule's name. */
  private Map<String, Long> intervals(String... more) throws Exception {
    List<RouteDefinition> schedules;
    try (DefaultCamelContext hub = new DefaultCamelContext()) {
      new Hub(settings(more)).configure(hub);
      schedules =
          hub.getRouteDefinitions().stream()
              .filter(route -> route.getEndpointUrl().startsWith("quartz:"))
              .toList();
    }
    // Nothing rings: the scheduler is asked what it would do.
    QuartzComponent quartz = new QuartzComponent();
    quartz.setAutoStartScheduler(false);
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.addComponent("quartz", quartz);
      context.addRouteDefinitions(schedules);
      context.start();
      return intervals(quartz.getScheduler());
    }
  }

  private static Map<String, Long> intervals(Scheduler scheduler) throws Exception {
    Map<String, Long> intervals = new TreeMap<>();
    for (TriggerKey key : scheduler.getTriggerKeys(GroupMatcher.anyGroup())) {
      SimpleTrigger trigger = (SimpleTrigger) scheduler.getTrigger(key);
      assertEquals(SimpleTrigger.REPEAT_INDEFINITELY, trigger.getRepeatCount(), key.toString());
      intervals.put(key.getName(), trigger.getRepeatInterval());
    }
    return intervals;
  }

  private Settings settings(String... more) throws Exception {
    Path key = dir.resolve("key");
    Files.writeString(key, "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0\n");
    Path file = dir.resolve("hub.properties");
    Files.writeString(
        file,
        "events.keys-file=%1$s\napi.key-file=%1$s\nkeystone.password-file=%1$s\n".formatted(key)
            + "lake.accounts=AUTH_a\nroutes.dir=%s\nkafka.bootstrap=127.0.0.1:1\n".formatted(dir)
            + String.join("\n", more));
    return Settings.load(file);
  }
}
