package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.Waiting;
import org.sluice.event.Events;
import org.sluice.event.ObjectEvent;

/** A Swift that does not answer: whom it holds up, and how often it is asked. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class SilenceLakeTest extends RegistryRig {
  private static final long HANGS = Duration.ofSeconds(2).toNanos();

  @BeforeEach
  void isSilent() {
    swift.put("neocampus", name + "there", OLDER, "9e10");
    swift.broken = 503;
  }

  private List<Registry.Incoming> untyped(int count) {
    return Stream.iterate(0, n -> n + 1).limit(count).map(n -> untyped(name + n)).toList();
  }

  @Test
  void ofABatchOneIsAskedAndTheOthersWaitUnasked() {
    List<Registry.Incoming> batch = new ArrayList<>(untyped(20));
    Registry.Incoming sidecar = incoming(name + "x.sluice.json");
    Registry.Incoming post =
        new Registry.Incoming(Events.posted(name + "p", OLDER, "a", "b"), "{}");
    Registry.Incoming whole = incoming(name + "whole");
    batch.addAll(List.of(sidecar, post, whole));
    registry.arrive(batch);
    assertEquals(1, swift.asked.size(), swift.asked.toString());
    assertEquals(Set.of(whole.event().key()), registered(name + "0", name + "whole", name + "p"));
    assertTrue(batch.stream().filter(one -> one != whole).allMatch(this::waits));
    assertFalse(waits(whole));
  }

  @Test
  void oneObjectThatFailsAtOnceLeavesTheNextBatchBeAsked() {
    registry.arrive(untyped(2));
    registry.arrive(List.of(untyped(name + "next")));
    assertEquals(2, swift.asked.size());
  }

  @Test
  void whereAQuestionHungTheNextBatchesWaitUnaskedUntilOneIsAnswered() {
    step.set(HANGS);
    registry.arrive(untyped(2));
    registry.arrive(List.of(untyped(name + "next"), incoming(name + "whole")));
    assertEquals(1, swift.asked.size());
    assertEquals(1, registered(name + "whole").size());
    step.set(0);
    swift.broken = 0;
    due(untyped(name + "there"));
    delayed().turn();
    assertEquals(1, registered(name + "there").size());
    registry.arrive(List.of(untyped(name + "later")));
    assertEquals(1, registered(name + "later").size());
  }

  @Test
  void whereAQuestionHungTheNextBatchIsAskedAgainAfterAWhile() {
    step.set(HANGS);
    registry.arrive(untyped(1));
    step.set(Duration.ofSeconds(30).toNanos());
    registry.arrive(List.of(untyped(name + "next")));
    assertEquals(2, swift.asked.size());
  }

  @Test
  void oneThatWaitedForAToolsDocumentInVainWaitsOnAndIsNotForgotten() {
    registry.register(List.of(incoming(name)));
    String number =
        String.valueOf(documents.find(incoming(name).event().key()).get("swift_object_id"));
    ObjectEvent event = untyped(number).event();
    Instant past = Instant.now().minusSeconds(1);
    waiting.put(
        event.id(), event.key(), OLDER, untyped(number).json(), Waiting.TOOL_DOCUMENT, past);
    delayed().turn();
    assertEquals(Set.of(), registered(number));
    Waiting.Page early = waiting.early(Instant.now().minusSeconds(60), null);
    assertEquals(
        List.of(Waiting.TOOL_DOCUMENT), early.entries().stream().map(Waiting.Entry::why).toList());
  }

  @Test
  void ofThoseThatWaitOneHangsATurnAndNotAlwaysTheSame() {
    step.set(HANGS);
    List<Registry.Incoming> some = untyped(5);
    some.forEach(this::due);
    DelayedEvents delayed = delayed();
    delayed.turn();
    assertEquals(1, swift.asked.size());
    delayed.turn();
    assertEquals(2, Set.copyOf(swift.asked).size());
    assertTrue(some.stream().allMatch(this::waits));
  }
}
