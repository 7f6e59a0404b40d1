package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.ObjectKey;
import org.sluice.event.Projects;

/** Lists of objects hold what is asked for, however many there are. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class TraceLakeTest {
  private static final int OBJECTS = 1100;

  private final String project = "trace-" + UUID.randomUUID();
  private final List<BsonDocument> finds = new CopyOnWriteArrayList<>();
  private MongoClient mongo;
  private MongoCollection<Document> catalogue;
  private MongoCollection<Document> operations;
  private Trace trace;

  @BeforeEach
  void fill() {
    CommandListener listener =
        new CommandListener() {
          @Override
          public void commandStarted(CommandStartedEvent event) {
            if (event.getCommandName().equals("find")) {
              finds.add(event.getCommand().clone());
            }
          }
        };
    mongo =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(System.getenv("SLUICE_MONGODB_URI")))
                .addCommandListener(listener)
                .build());
    Documents documents = new Documents(mongo, new Projects(Set.of("AUTH_trace")));
    trace = new Trace(documents, new Runs(mongo));
    catalogue = mongo.getDatabase("swift").getCollection(project);
    operations = Runs.collection(mongo);
    catalogue.insertMany(IntStream.range(0, OBJECTS).mapToObj(this::document).toList());
    operations.insertMany(IntStream.range(0, OBJECTS).mapToObj(this::run).toList());
    finds.clear();
  }

  @AfterEach
  void forget() {
    catalogue.drop();
    operations.deleteMany(new Document("project", project));
    mongo.close();
  }

  /** Number 0 is the newest. The last one's run has not begun. */
  private Document document(int number) {
    return new Document("_id", project + number)
        .append("swift_account", "AUTH_trace")
        .append("swift_container", project)
        .append("project", project)
        .append("object", String.valueOf(number))
        .append("timestamp", String.format("17954%05d.00000", OBJECTS - number))
        .append("event_id", project + number)
        .append("trans_id", "tx-now-" + project)
        .append(
            "expected",
            number == OBJECTS - 1 ? List.of(project + number + "|seldom|r1|0") : List.of())
        .append("successful_operations", List.of("of no use for a list"))
        .append("status", number % 2 == 0 ? "done" : "unhandled");
  }

  private Document run(int number) {
    String route = number % 400 == 0 ? "seldom" : "often";
    return new Document("_id", project + number + "|" + route + "|r1|0")
        .append("event_id", project + number)
        .append("route", route)
        .append("account", "AUTH_trace")
        .append("container", project)
        .append("project", project)
        .append("object", String.valueOf(number))
        .append("trans_id", "tx-then-" + project)
        .append("status", number == 1 ? "declined" : number == 2 ? "superseded" : "done");
  }

  private static List<String> names(Trace.Listed listed) {
    return listed.objects().stream().map(one -> (String) one.get("object")).toList();
  }

  private List<BsonDocument> findsIn(String collection) {
    return finds.stream()
        .filter(one -> one.getString("find").getValue().equals(collection))
        .toList();
  }

  @Test
  void theNewestAreListedAndThatThereAreMoreIsSaid() {
    Trace.Listed some = trace.list(project, "done", null, 3);
    assertEquals(List.of("0", "2", "4"), names(some));
    assertTrue(some.more());
    BsonDocument find = findsIn(project).get(0);
    assertEquals(4, find.getNumber("limit").intValue());
    assertFalse(find.getDocument("projection").containsKey("successful_operations"));
    Trace.Listed all = trace.list(project, null, null, OBJECTS);
    assertEquals(OBJECTS, all.objects().size());
    assertFalse(all.more());
  }

  @Test
  void whatARouteTookIsAskedForPageByPageUntilThereIsEnough() {
    Trace.Listed few = trace.list(project, null, "often", 2);
    assertEquals(List.of("3", "4"), names(few));
    assertTrue(few.more());
    assertEquals(1, findsIn("operations").size());
    Trace.Listed all = trace.list(project, null, "seldom", 4);
    assertEquals(List.of("0", "400", "800", "1099"), names(all));
    assertFalse(all.more());
    for (BsonDocument find : findsIn("operations")) {
      assertTrue(
          find.getDocument("filter").getDocument("event_id").getArray("$in").size() <= 500,
          find.toJson());
    }
    assertTrue(trace.list(project, null, "seldom", 3).more());
    assertEquals(List.of(), names(trace.list(project, null, "never", 1)));
  }

  @Test
  void whatARequestChangedIsListedInTheSameWay() {
    Trace.Listed now = trace.ofRequest("tx-now-" + project, 5);
    assertEquals(5, now.objects().size());
    assertTrue(now.more());
    List<Document> another = new ArrayList<>();
    for (int again = 0; again < 5; again++) {
      another.add(
          run(7).append("_id", project + "again" + again).append("trans_id", "tx-" + project));
    }
    another.add(run(8).append("_id", project + "8").append("trans_id", "tx-" + project));
    operations.insertMany(another);
    Trace.Listed two = trace.ofRequest("tx-" + project, 2);
    assertEquals(Set.of("7", "8"), Set.copyOf(names(two)));
    assertFalse(two.more());
    assertTrue(trace.ofRequest("tx-" + project, 1).more());
    assertTrue(trace.ofRequest("tx-then-" + project, 1000).more());
  }

  @Test
  void askingForWhatThereIsNotMakesNothing() {
    String other = project + "-mistyped";
    ObjectKey key = new ObjectKey("AUTH_trace", other, "a.json");
    assertEquals(List.of(), trace.list(other, null, null, 10).objects());
    assertEquals(List.of(), trace.list(other, null, "r", 10).objects());
    assertNull(trace.of(key));
    assertFalse(
        mongo.getDatabase("swift").listCollectionNames().into(new ArrayList<>()).contains(other));
  }
}
