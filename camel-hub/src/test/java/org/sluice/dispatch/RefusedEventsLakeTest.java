package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.ProjectDefaults;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.catalogue.Registrar;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Sidecars;
import org.sluice.catalogue.Statuses;
import org.sluice.catalogue.ToolDocuments;
import org.sluice.catalogue.Waiting;
import org.sluice.catalogue.journals.Journals;
import org.sluice.event.Events;
import org.sluice.event.ObjectEvent;
import org.sluice.event.ObjectKey;
import org.sluice.event.Projects;
import org.sluice.event.Said;
import org.sluice.repair.RefusedRetry;
import org.sluice.swift.FakeSwift;

/** Events that MongoDB's protocol refuses: what becomes of them, and of those beside them. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class RefusedEventsLakeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OLDER = "1795464361.00000";
  private static final String NEWER = "1795464362.00000";

  private final MongoClient mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));

  /** Not the lake's own, in which its hub is at work. */
  private final MongoDatabase log = mongo.getDatabase("test_" + UUID.randomUUID());

  private final String name = "refused/" + Long.toString(System.nanoTime(), 36);
  private final Documents documents = new Documents(mongo, new Projects(Set.of(Events.ACCOUNT)));
  private final RefusedEvents refused = new RefusedEvents(log);
  private final Waiting waiting = new Waiting(log);
  private FakeSwift swift;
  private Queues queues;
  private Statuses statuses;
  private ToolDocuments tools;
  private Registry registry;
  private Arrivals arrivals;

  @BeforeEach
  void start() throws IOException {
    swift = new FakeSwift();
    Runs runs = new Runs(mongo);
    statuses = new Statuses(documents, runs, 100);
    KafkaClients nobody = Nobody.clients();
    queues =
        new Queues(
            new RouteTable(),
            new Topics(nobody, 1, 1, 1),
            runs,
            statuses,
            new Ledger(mongo),
            (run, document) -> {},
            nobody);
    tools = new ToolDocuments(mongo, documents);
    registry =
        new Registry(
            new Registrar(mongo, documents, tools),
            new Sidecars(mongo, documents, ProjectDefaults.NONE),
            tools,
            waiting,
            new Inspection(swift.objects()),
            queues,
            Duration.ZERO);
    arrivals = new Arrivals(registry::arrive, new Journals(mongo)::tell, refused);
  }

  @AfterEach
  void stop() {
    queues.close();
    swift.close();
    log.drop();
    mongo.close();
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

  private Set<ObjectKey> registered(String... names) {
    return documents
        .find(Stream.of(names).map(one -> Events.created(one, OLDER).key()).toList())
        .keySet();
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
    new DelayedEvents(waiting, registry, tools, statuses, refused, () -> true).turn();
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
