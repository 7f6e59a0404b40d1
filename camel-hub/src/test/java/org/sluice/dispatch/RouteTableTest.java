package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

class RouteTableTest {
  private final RouteTable table = new RouteTable();

  private static LakeRoute route(String revision) {
    return new LakeRoute(
        "a", "", "a.yaml", revision, Selector.of(null, null, null), false, false, null);
  }

  @Test
  void aRouteThatWasReplacedTakesNothingAwayWhenItStops() {
    LakeRoute old = route("1");
    LakeRoute fresh = route("2");
    table.started(old);
    table.swap(List.of(old), List.of(fresh));
    table.stopped(old);
    assertEquals(fresh, table.get("a"));
    assertTrue(table.topics().contains(Topics.route("a")));
    table.stopped(fresh);
    assertNull(table.enter("a"));
    assertEquals(Set.of(Topics.REMOVALS), table.topics());
  }

  @Test
  void theQueueOfARouteThatWasRemovedLongAgoIsReadUntilItIsTold() {
    Instant when = Instant.parse("2026-11-27T08:00:00Z");
    assertNull(table.overdue("a"));
    table.end(Map.of("a", when));
    assertEquals(when, table.overdue("a"));
    assertEquals(Set.of(Topics.REMOVALS, Topics.route("a")), table.topics());
    table.started(route("1"));
    assertEquals(Set.of(Topics.REMOVALS, Topics.route("a")), table.topics());
    table.stopped(table.get("a"));
    table.end(Map.of());
    assertEquals(Set.of(Topics.REMOVALS), table.topics());
  }

  @Test
  void whoTakesAnObjectIsAskedOfOneSet() {
    LakeObject object =
        new LakeObject(
            new ObjectKey("AUTH_a", "c", "o"),
            "c",
            "1",
            "E",
            "1",
            "o",
            "text/plain",
            1,
            "e",
            "u",
            null,
            "default",
            Map.of(),
            Map.of(),
            null);
    assertEquals(new RouteTable.Taking("", List.of()), table.taking(object));
    LakeRoute one = route("1");
    table.swap(List.of(), List.of(one), "set1");
    assertEquals(new RouteTable.Taking("set1", List.of(one)), table.taking(object));
    table.stopped(one);
    assertEquals(new RouteTable.Taking("set1", List.of()), table.taking(object));
  }

  @Test
  void aRouteIsOverWhenTheLastRunHasLeftIt() {
    LakeRoute old = route("1");
    table.started(old);
    assertEquals(old, table.enter("a"));
    table.swap(List.of(old), List.of(route("2")));
    assertFalse(old.isOver());
    assertFalse(old.enter());
    old.leave();
    assertTrue(old.isOver());
  }

  @Test
  void whoGoesInIsInARouteThatIsNotOverWhateverIsSwapped() throws Exception {
    table.started(route("0"));
    AtomicBoolean enough = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<Integer>> runs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      runs.add(threads.submit(() -> goInAndOut(enough)));
    }
    List<LakeRoute> gone = new ArrayList<>();
    for (int swap = 1; swap <= 50_000; swap++) {
      LakeRoute before = table.get("a");
      table.swap(List.of(before), List.of(route(String.valueOf(swap))));
      gone.add(before);
    }
    enough.set(true);
    for (Future<Integer> run : runs) {
      assertTrue(run.get(60, TimeUnit.SECONDS) > 0);
    }
    threads.shutdown();
    assertTrue(gone.stream().allMatch(LakeRoute::isOver));
  }

  private int goInAndOut(AtomicBoolean enough) {
    int times = 0;
    while (!enough.get()) {
      LakeRoute route = table.enter("a");
      assertFalse(route.isOver());
      route.leave();
      times++;
    }
    return times;
  }
}
