package org.sluice.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Named;
import org.sluice.dispatch.Queues;
import org.sluice.dispatch.RouteTable;
import org.sluice.dispatch.TestRoutes;
import org.sluice.event.Projects;
import org.sluice.event.Said;

/** The list by which tools ask for objects to be processed again. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class ProcessListLakeTest {
  private final String project = "list-" + UUID.randomUUID();
  private final RouteTable table = new RouteTable();
  private final List<Queues.Queued> queued = new ArrayList<>();
  private final Largest largest = new Largest();
  private MongoClient mongo;
  private MongoDatabase own;
  private MongoCollection<Document> stats;
  private Leases leases;

  /** How large commands are: MongoDB takes none that is larger than a document may be. */
  private static final class Largest implements CommandListener {
    private volatile int bytes;

    @Override
    public void commandStarted(CommandStartedEvent event) {
      bytes =
          Math.max(
              bytes,
              new RawBsonDocument(event.getCommand(), new BsonDocumentCodec())
                  .getByteBuffer()
                  .remaining());
    }
  }

  @BeforeEach
  void fill() {
    mongo =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(System.getenv("SLUICE_MONGODB_URI")))
                .addCommandListener(largest)
                .build());
    own = mongo.getDatabase("test_" + UUID.randomUUID());
    stats = own.getCollection("swift");
    leases = new Leases(own, Duration.ofHours(1));
    TestRoutes.add(table, "json", "application/json", false);
    MongoCollection<Document> catalogue = mongo.getDatabase("swift").getCollection(project);
    for (int i = 1; i <= 3; i++) {
      catalogue.insertOne(
          new Document("_id", project + i)
              .append("swift_account", "AUTH_list")
              .append("swift_container", project)
              .append("project", project)
              .append("object", i + ".json")
              .append("swift_object_id", String.valueOf(i))
              .append("content_type", "application/json")
              .append("timestamp", "1795464361.00000")
              .append("event_id", "E" + project + i)
              .append("status", i == 3 ? "deleted" : "done"));
    }
    // A tool's document whose object has not come.
    catalogue.insertOne(new Document("swift_object_id", "4").append("swift_container", project));
    stats.insertOne(
        new Document("type", "data_to_process_list").append("data_to_process", List.of()));
  }

  @AfterEach
  void forget() {
    leases.close();
    mongo.getDatabase("swift").getCollection(project).drop();
    own.drop();
    mongo.close();
  }

  private ProcessList list(Consumer<List<Queues.Queued>> again) {
    Documents documents = new Documents(mongo, new Projects(Set.of("AUTH_list")));
    return new ProcessList(own, own, new Named(documents), table, again);
  }

  private ProcessList.Looked look(Consumer<List<Queues.Queued>> again) {
    try (Lease lease = leases.take("list").orElseThrow()) {
      return list(again).look(lease);
    }
  }

  private Document entry(Object id) {
    return new Document("swift_id", id).append("swift_container", project);
  }

  private void push(Object... entries) {
    stats.updateOne(new Document(), Updates.pushEach("data_to_process", List.of(entries)));
  }

  private List<Object> left() {
    Document list = stats.find(Filters.eq("type", "data_to_process_list")).first();
    return list.getList("data_to_process", Object.class);
  }

  private List<String> names() {
    return queued.stream().map(one -> one.object().key().object()).toList();
  }

  @Test
  void entriesOfOneObjectCountOnceAndThoseThatNameNothingAreSetAside() {
    push(entry("1"), entry("2"), entry("1"), entry(1), entry(1.0), entry("77"), entry("3"));
    push(entry("x"), new Document("swift_id", "1"), "nonsense", entry("4"));
    assertEquals(new ProcessList.Looked(10, 2, 5, 1), look(queued::addAll));
    assertEquals(List.of("1.json", "2.json"), names());
    assertEquals(List.of(entry("4")), left());
    assertEquals(5, list(queued::addAll).refused(10).size());
    assertTrue(list(queued::addAll).complaint().orElseThrow().startsWith("5 entries"));
    assertEquals(new ProcessList.Looked(0, 0, 0, 1), look(queued::addAll));
  }

  @Test
  void anEntryLeavesOnlyOnceItsObjectIsQueuedAndIsThenQueuedUnderTheSameId() {
    push(entry("1"), entry("2"));
    assertThrows(
        IllegalStateException.class,
        () ->
            look(
                some -> {
                  queued.addAll(some);
                  throw new IllegalStateException("Kafka has not taken an entry");
                }));
    assertEquals(List.of(entry("1"), entry("2")), left());
    look(queued::addAll);
    assertTrue(left().isEmpty());
    assertEquals(4, queued.size());
    assertEquals(2, queued.stream().map(Queues.Queued::key).distinct().count());
  }

  @Test
  void whatIsPushedMeanwhileStaysAndIsNew() {
    push(entry("1"));
    look(
        some -> {
          queued.addAll(some);
          if (queued.size() == 1) {
            push(entry("1"));
          }
        });
    assertEquals(List.of(entry("1")), left());
    look(queued::addAll);
    assertTrue(left().isEmpty());
    assertEquals(2, queued.stream().map(Queues.Queued::key).distinct().count());
    assertFalse(stats.find().first().containsKey("sluice_batch"));
  }

  @Test
  void theLogNamesTheRequestOfWhatNoRouteTakes() {
    mongo
        .getDatabase("swift")
        .getCollection(project)
        .updateOne(
            Filters.eq("_id", project + 1),
            Updates.combine(
                Updates.set("content_type", "text/plain"), Updates.set("trans_id", "tx1")));
    push(entry("1"));
    try (Said said = new Said(ProcessList.class)) {
      look(queued::addAll);
      assertEquals(
          List.of(
              "tx1 AUTH_list/" + project + "/1.json was to be processed again; no route takes it"),
          said.lines().stream().filter(line -> line.contains("no route")).toList());
    }
    assertTrue(queued.isEmpty());
  }

  @Test
  void aListNearlyAsLongAsADocumentCanBeIsWorkedOff() {
    String note = "n".repeat(20_000);
    for (int part = 0; part < 5; part++) {
      List<Object> some = new ArrayList<>();
      for (int i = 0; i < 110; i++) {
        some.add(entry(i % 11 == 0 ? "4" : "1").append("note", note));
      }
      push(some.toArray());
    }
    assertEquals(new ProcessList.Looked(500, 1, 0, 50), look(queued::addAll));
    assertTrue(largest.bytes < 4 << 20, largest.bytes + " bytes");
    assertEquals(50, left().size());
    assertEquals(entry("4").append("note", note), left().get(0));
  }

  @Test
  void aLongListIsWorkedOffInParts() {
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 1234; i++) {
      many.add(entry(i % 2 == 0 ? "1" : "2"));
    }
    push(many.toArray());
    assertEquals(new ProcessList.Looked(1234, 2, 0, 0), look(queued::addAll));
    assertEquals(List.of("1.json", "2.json"), names());
  }
}
