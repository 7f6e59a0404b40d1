package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.Waiting;
import org.sluice.event.Events;
import org.sluice.event.ObjectEvent;
import org.sluice.event.Said;

/** Events that Swift is asked of in vain, and will be for ever: none of them waits for ever. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class UnansweredLakeTest extends RegistryRig {
  private static final ObjectMapper JSON = new ObjectMapper();

  @BeforeEach
  void holds() {
    swift.put("neocampus", name + ".csv", OLDER, "9e10");
    swift.put("neocampus", name + ".csv.sluice.json", OLDER, "9e10");
  }

  private Registry.Incoming told(String type) throws JsonProcessingException {
    return told(type, name + ".csv");
  }

  private Registry.Incoming told(String type, String object) throws JsonProcessingException {
    ObjectNode event = (ObjectNode) JSON.readTree(Events.json(object, OLDER));
    event.put("type", "org.sluice.object." + type).put("id", type);
    return of(event.toString());
  }

  private void waitsSince(Registry.Incoming incoming, Duration ago) {
    due(incoming);
    log.getCollection("waiting")
        .updateOne(
            Filters.eq("_id", incoming.event().id()),
            Updates.set("since", Date.from(Instant.now().minus(ago))));
  }

  @Test
  void anUploadWithoutATypeThatTheHubMayNotReadIsRegisteredAsItsNameTells() {
    swift.forbidden.add("neocampus");
    Registry.Incoming event = untyped(name + ".csv");
    registry.arrive(List.of(event));
    assertEquals(
        "text/csv", documents.find(event.event().key()).getString("content_type"), "its run parks");
    assertFalse(waits(event));
    assertEquals(0, refused.count());
  }

  @Test
  void whatOnlySwiftCanSayAndRefusesIsSetAsideUntilItIsToldAgain() throws JsonProcessingException {
    swift.forbidden.add("neocampus");
    List<Registry.Incoming> all =
        List.of(told("metadata"), told("changed"), untyped(name + ".csv.sluice.json"));
    for (Registry.Incoming one : all) {
      registry.arrive(List.of(one));
      assertFalse(waits(one), one.event().id());
    }
    assertEquals(Set.of(), registered(name + ".csv", name + ".csv.sluice.json"));
    List<Map<String, Object>> aside = refused.list();
    assertEquals(3, aside.size());
    aside.forEach(one -> assertEquals("object-forbidden", one.get("code")));
    swift.forbidden.clear();
    registry.arrive(all);
    assertEquals(2, registered(name + ".csv", name + ".csv.sluice.json").size());
    assertEquals(0, refused.count());
  }

  @Test
  void oneThatWaitedForAToolsDocumentIsSetAsideLikewise() throws JsonProcessingException {
    registry.register(List.of(incoming(name)));
    Object number = documents.find(incoming(name).event().key()).get("swift_object_id");
    swift.forbidden.add("neocampus");
    Registry.Incoming event = told("changed", String.valueOf(number));
    ObjectEvent said = event.event();
    Instant past = Instant.now().minusSeconds(1);
    waiting.put(said.id(), said.key(), OLDER, event.json(), Waiting.TOOL_DOCUMENT, past);
    delayed().turn();
    assertFalse(waiting.any());
    assertEquals(1, refused.count());
  }

  @Test
  void oneThatFailsForAnHourWhileOthersAreAnsweredGoesOnWithoutSwift() {
    Registry.Incoming upload = untyped(name + ".csv");
    waitsSince(upload, Duration.ofHours(2));
    swift.broken = 409;
    delayed().turn();
    assertTrue(waits(upload), "nothing says that Swift answers at all");
    swift.broken = 0;
    registry.arrive(List.of(untyped(name + "other")));
    swift.broken = 409;
    due(upload);
    delayed().turn();
    assertEquals(1, registered(name + ".csv").size());
    assertFalse(waits(upload));
    assertEquals(0, refused.count());
  }

  @Test
  void aPostLikewiseIsSetAside() throws JsonProcessingException {
    registry.arrive(List.of(untyped(name + "other")));
    swift.broken = 409;
    Registry.Incoming post = told("metadata");
    waitsSince(post, Duration.ofMinutes(50));
    delayed().turn();
    assertTrue(waits(post));
    waitsSince(post, Duration.ofMinutes(70));
    delayed().turn();
    assertFalse(waits(post));
    assertEquals("swift-unreachable", refused.list().get(0).get("code"));
  }

  @Test
  void aSidecarsOwnQuestionIsNoAnswerForOthers() {
    swift.broken = 409;
    Registry.Incoming sidecar = incoming(name + ".csv.sluice.json");
    waitsSince(sidecar, Duration.ofHours(2));
    delayed().turn();
    assertTrue(waits(sidecar));
  }

  @Test
  void thatSomeWaitForLongIsSaidWithSinceWhen() {
    assertEquals(Optional.empty(), waiting.complaint());
    assertEquals(0, waiting.forSwift().count());
    Registry.Incoming first = untyped(name + "first");
    waitsSince(first, Duration.ofMinutes(6));
    due(untyped(name + "second"));
    due(first);
    assertEquals(2, waiting.forSwift().count());
    Instant since = waiting.forSwift().since();
    assertTrue(since.isBefore(Instant.now().minusSeconds(360)), "put again, it waits on");
    assertEquals(
        Optional.of(
            "Events that wait for Swift for more than 5 minutes: 1; the first, of "
                + first.event().key().path()
                + ", since "
                + since),
        waiting.complaint());
  }

  @Test
  void theLogSaysThatOneWaitsAndNotEachTimeThatItIsAskedOf() {
    swift.broken = 503;
    Registry.Incoming event = untyped(name + ".csv");
    try (Said said = new Said(Unanswered.class)) {
      registry.arrive(List.of(event));
      for (int turn = 0; turn < 5; turn++) {
        due(event);
        delayed().turn();
      }
      assertEquals(6, swift.asked.size());
      assertEquals(2, said.lines().size(), said.lines().toString());
      assertTrue(said.lines().get(0).contains("503"), said.lines().get(0));
    }
  }
}
