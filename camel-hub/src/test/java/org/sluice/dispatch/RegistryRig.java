package org.sluice.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import org.sluice.event.Events;
import org.sluice.event.ObjectEvent;
import org.sluice.event.ObjectKey;
import org.sluice.event.Projects;
import org.sluice.swift.FakeSwift;

/** What registers events, with a catalogue and a Swift, and without Kafka: no route takes them. */
abstract class RegistryRig {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final String OLDER = "1795464361.00000";
  static final String NEWER = "1795464362.00000";

  final MongoClient mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));

  /** Not the lake's own, in which its hub is at work. */
  final MongoDatabase log = mongo.getDatabase("test_" + UUID.randomUUID());

  final String name = "registry/" + Long.toString(System.nanoTime(), 36);
  final Documents documents = new Documents(mongo, new Projects(Set.of(Events.ACCOUNT)));
  final RefusedEvents refused = new RefusedEvents(log);
  final Waiting waiting = new Waiting(log);

  /** How much later it is each time that somebody looks at the clock. */
  final AtomicLong step = new AtomicLong();

  private final AtomicLong nanos = new AtomicLong();
  FakeSwift swift;
  Queues queues;
  Statuses statuses;
  ToolDocuments tools;
  Registrar registrar;
  Registry registry;

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
    registrar = new Registrar(mongo, documents, tools);
    registry =
        new Registry(
            registrar,
            new Sidecars(mongo, documents, ProjectDefaults.NONE),
            tools,
            waiting,
            new Inspection(swift.objects()),
            new Silence(() -> nanos.addAndGet(step.get())),
            queues,
            refused,
            Duration.ZERO);
  }

  @AfterEach
  void stop() {
    queues.close();
    swift.close();
    log.drop();
    mongo.close();
  }

  DelayedEvents delayed() {
    return new DelayedEvents(waiting, registry, tools, statuses, refused, () -> true);
  }

  static Registry.Incoming incoming(String name) {
    return of(Events.json(name, OLDER));
  }

  /** Only the object's bytes tell its type. */
  static Registry.Incoming untyped(String name) {
    try {
      ObjectNode event = (ObjectNode) JSON.readTree(Events.json(name, OLDER));
      ((ObjectNode) event.get("data")).putNull("content_type");
      return of(event.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Registry.Incoming of(String json) {
    try {
      return new Registry.Incoming(ObjectEvent.of(JSON.readTree(json)), json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean waits(Registry.Incoming incoming) {
    return waiting.holds(incoming.event().key());
  }

  void due(Registry.Incoming incoming) {
    ObjectEvent event = incoming.event();
    Instant past = Instant.now().minusSeconds(1);
    waiting.put(event.id(), event.key(), event.timestamp(), incoming.json(), Waiting.SWIFT, past);
  }

  Set<ObjectKey> registered(String... names) {
    return documents
        .find(Stream.of(names).map(one -> Events.created(one, OLDER).key()).toList())
        .keySet();
  }
}
