package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.EventId;
import org.sluice.event.ObjectKey;
import org.sluice.event.Projects;

/** Going through the catalogue page by page, against MongoDB's protocol. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class WalkLakeTest {
  private static final int OURS = 3000;
  private static final int TOOLS = 1100;

  private final String project = "walk-" + UUID.randomUUID();
  private MongoClient mongo;
  private MongoCollection<Document> collection;
  private Walk walk;

  @BeforeEach
  void fill() {
    mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
    Documents documents = new Documents(mongo, new Projects(Set.of("AUTH_walk")));
    walk = new Walk(documents);
    collection = documents.collection(project);
    List<Document> all = new ArrayList<>();
    for (int i = 0; i < OURS; i++) {
      ObjectKey key = new ObjectKey("AUTH_walk", project, "ours/" + i);
      all.add(document(Registrar.id(key), key.object(), i));
    }
    for (int i = 0; i < TOOLS; i++) {
      all.add(document(new ObjectId(), String.valueOf(i + 1), OURS + i));
    }
    // One that waits for its object, and one that is gone.
    all.add(new Document("_id", new ObjectId()).append("swift_object_id", "9000"));
    all.add(document(new ObjectId(), "gone", 9001).append("status", "deleted"));
    collection.insertMany(all);
  }

  @AfterEach
  void forget() {
    collection.drop();
    mongo.close();
  }

  private Document document(Object id, String object, int number) {
    return new Document("_id", id)
        .append("swift_account", "AUTH_walk")
        .append("swift_container", project)
        .append("project", project)
        .append("object", object)
        .append(
            "swift_object_id", number % 2 == 0 ? String.valueOf(number) : (Object) (long) number)
        .append("timestamp", String.format("%010d.00000", 1_700_000_000 + number))
        .append("event_id", EventId.of("c", new ObjectKey("a", project, object), "t", "PUT"))
        .append("successful_operations", List.of(new Document("much", "text")))
        .append("status", number % 10 == 0 ? "parked" : "done");
  }

  private Walk.Choice choice(String status, Instant since, Instant until, List<String> ids) {
    return new Walk.Choice(project, status, since, until, ids);
  }

  private List<Document> all(Walk.Choice choice) {
    List<Document> all = new ArrayList<>();
    for (Walk.Place at = new Walk.Place(null, null); at != null; ) {
      Walk.Page page = walk.next(at, choice);
      assertTrue(page.documents().size() <= 1000, "a page of " + page.documents().size());
      all.addAll(page.documents());
      at = page.next();
    }
    return all;
  }

  @Test
  void everyDocumentIsMetOnceAndBroughtWithoutItsOperations() {
    List<Document> all = all(choice(null, null, null, List.of()));
    Set<String> names = new HashSet<>();
    for (Document one : all) {
      assertTrue(names.add(one.getString("object")), one.getString("object") + " came twice");
      assertNull(one.get("successful_operations"));
    }
    assertEquals(OURS + TOOLS, all.size());
    assertFalse(names.contains("gone"));
  }

  @Test
  void aWalkThatBeginsBehindADocumentMeetsAllThatFollowAndNoneTwice() {
    List<Document> whole = all(choice(null, null, null, List.of()));
    for (int behind : List.of(0, 499, 500, TOOLS - 1, TOOLS, TOOLS + 17, whole.size() - 1)) {
      List<Document> rest = new ArrayList<>();
      Walk.Place at =
          new Walk.Place(
              collection.getNamespace().getCollectionName(), whole.get(behind).get("_id"));
      while (at != null) {
        Walk.Page page = walk.next(at, choice(null, null, null, List.of()));
        rest.addAll(page.documents());
        at = page.next();
      }
      assertEquals(whole.subList(behind + 1, whole.size()), rest, "behind " + behind);
    }
  }

  @Test
  void statusTimesAndNumbersChoose() {
    assertEquals((OURS + TOOLS) / 10, all(choice("parked", null, null, List.of())).size());
    Instant from = Instant.ofEpochSecond(1_700_000_010);
    List<Document> some = all(choice(null, from, from.plusSeconds(5), List.of()));
    assertEquals(5, some.size());
    some = all(choice(null, null, null, List.of("7", "8", "3001", "12345")));
    assertEquals(3, some.size(), "numbers that stand as text and as numbers");
  }
}
