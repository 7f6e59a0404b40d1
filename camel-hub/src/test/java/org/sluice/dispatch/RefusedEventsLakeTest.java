package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.catalogue.Waiting;
import org.sluice.catalogue.journals.Journals;
import org.sluice.event.Events;
import org.sluice.event.ObjectEvent;
import org.sluice.event.Said;
import org.sluice.repair.RefusedRetry;

/** Events that MongoDB's protocol refuses: what becomes of them, and of those beside them. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class RefusedEventsLakeTest extends RegistryRig {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Arrivals arrivals;

  @BeforeEach
  void read() {
    arrivals = new Arrivals(registry::arrive, new Journals(mongo)::tell, refused);
  }

  /** Its document would hold what the user says of it twice: more than a document may. */
  private static String tooLarge(String name) {
    try {
      ObjectNode event = (ObjectNode) JSON.readTree(Events.json(name, OLDER));
      String said = JSON.createObjectNode().put("padding", "x".repeat(9 << 20)).toString();
      ((ObjectNode) event.at("/data/user_meta")).put("other-data", said);
      return event.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void handle(String... events) {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    for (String event : events) {
      records.add(new ConsumerRecord<>(Topics.EVENTS, 0, records.size(), "k", event));
    }
    arrivals.handle(records);
  }

  @Test
  void theOthersOfTheBatchAreRegistered() {
    handle(Events.json(name + "a", OLDER), tooLarge(name + "b"), Events.json(name + "c", OLDER));
    assertEquals(2, registered(name + "a", name + "b", name + "c").size());
    Map<String, Object> one = refused.list().get(0);
    assertEquals(Events.created(name + "b", OLDER).id(), one.get("id"));
    assertEquals("catalogue-refused", one.get("code"));
    assertEquals(name + "b", one.get("object"));
    assertTrue(
        refused.complaint().orElseThrow().startsWith("Events set aside, not registered: 1; the"));
    handle(tooLarge(name + "b"));
    assertEquals(1, refused.count(), "refused twice, it is one");
    assertEquals(2, refused.list().get(0).get("times"));
  }

  @Test
  void theLogNamesTheRequestOfWhatIsSetAside() {
    try (Said said = new Said(RefusedEvents.class)) {
      refused.put(Events.created(name, OLDER), "{}", new IllegalStateException("why"));
      refused.put("lake.events/0/7", "{]", new IllegalStateException("another"));
      assertEquals(2, said.lines().size());
      assertTrue(said.lines().get(0).startsWith("txf533 Event "), said.lines().get(0));
      assertTrue(said.lines().get(1).startsWith("null What came as"), said.lines().get(1));
    }
  }

  @Test
  void oneThatGoesAfterAllIsSetAsideNoLonger() {
    ObjectEvent event = Events.created(name, OLDER);
    refused.put(event, Events.json(name, OLDER), new IllegalStateException("why"));
    refused.put("lake.events/0/7", "{]", new IllegalStateException("another"));
    handle(Events.json(name, OLDER), Events.json(name + "other", NEWER));
    assertEquals(Set.of(event.key()), registered(name));
    assertEquals(
        List.of("lake.events/0/7"), refused.list().stream().map(one -> one.get("id")).toList());
  }

  @Test
  void newerDataOfTheObjectOvertakesItAndNewerMetadataDoesNot() {
    refused.put(Events.created(name, OLDER), "{}", new IllegalStateException("why"));
    refused.settled(List.of(Events.posted(name, NEWER, "a", "b")));
    refused.settled(List.of(Events.created(name + "other", NEWER)));
    assertEquals(1, refused.count());
    refused.settled(List.of(Events.deleted(name, NEWER)));
    assertEquals(0, refused.count());
    assertEquals(Optional.empty(), refused.complaint());
  }

  @Test
  void oneThatWaitedAndIsRefusedHoldsUpNoneThatWaitsBehindIt() {
    Instant due = Instant.now().minusSeconds(1);
    ObjectEvent bad = Events.created(name + "bad", OLDER);
    ObjectEvent good = Events.created(name + "good", NEWER);
    waiting.put(bad.id(), bad.key(), OLDER, tooLarge(name + "bad"), Waiting.SWIFT, due);
    waiting.put("none", bad.key(), OLDER, "{]", Waiting.SWIFT, due);
    waiting.put(
        good.id(), good.key(), NEWER, Events.json(name + "good", NEWER), Waiting.SWIFT, due);
    delayed().turn();
    assertEquals(Set.of(good.key()), registered(name + "bad", name + "good"));
    assertFalse(waiting.any());
    assertEquals(
        Set.of(bad.id(), "log.waiting/none"),
        refused.list().stream().map(one -> one.get("id")).collect(Collectors.toSet()));
  }

  @Test
  void whatIsItselfTooLargeIsKeptInPart() {
    String large = "x" + "\uD83D\uDE42".repeat(9 << 20);
    refused.put("lake.events/0/7", large, new IllegalStateException(large));
    String[] kept = new String[1];
    refused.each(null, (id, text) -> kept[0] = text);
    assertEquals((4 << 20), kept[0].length());
    assertTrue(kept[0].endsWith("\uD83D\uDE42…"));
  }

  @Test
  void whatIsSentAgainStaysSetAsideUntilItIsRegistered() {
    refused.put(Events.created(name, OLDER), Events.json(name, OLDER), new RuntimeException());
    refused.put("lake.events/0/7", "{]", new RuntimeException());
    List<JsonNode> sent = new ArrayList<>();
    RefusedRetry.Sent came = new RefusedRetry(refused, sent::addAll).again(null);
    assertEquals(1, came.sent());
    assertEquals(List.of("lake.events/0/7"), came.left().stream().map(one -> one.id()).toList());
    assertEquals(2, refused.count());
    handle(sent.get(0).toString());
    assertEquals(1, refused.count());
    assertEquals(0, new RefusedRetry(refused, sent::addAll).again("another").sent());
    assertEquals(0, refused.forget("another"));
    assertEquals(1, refused.forget("lake.events/0/7"));
    assertEquals(0, refused.count());
  }
}
