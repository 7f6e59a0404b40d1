package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.Projects;

/** Which projects are known, against MongoDB's protocol. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class InventoryLakeTest {
  @Test
  void aProjectIsKnownByItsOwnNameAsLongAsADocumentIsThere() {
    String id = UUID.randomUUID().toString();
    String dotted = "AUTH_other." + id;
    String cut = id + "l".repeat(200);
    try (MongoClient mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"))) {
      Documents documents = new Documents(mongo, new Projects(Set.of("AUTH_a")));
      Inventory inventory = new Inventory(documents);
      assertFalse(inventory.knows(dotted));
      for (String project : List.of(dotted, cut)) {
        documents.collection(project).insertOne(new Document("status", "deleted"));
        assertTrue(inventory.knows(project), project);
      }
      assertFalse(inventory.knows(id));
      assertEquals(
          List.of(dotted),
          inventory.projects().stream().filter(name -> name.contains(id)).toList());
      assertTrue(inventory.accounts().contains("AUTH_other"));
      List.of(dotted, cut).forEach(project -> documents.collection(project).drop());
    }
  }

  @Test
  void aWalkForContainersAsksAtEachPageWhetherToGoOn() {
    String project = UUID.randomUUID().toString();
    try (MongoClient mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"))) {
      Documents documents = new Documents(mongo, new Projects(Set.of("AUTH_a")));
      Inventory inventory = new Inventory(documents);
      documents
          .collection(project)
          .insertOne(
              new Document("_id", "a")
                  .append("event_id", "e")
                  .append("swift_account", "AUTH_a")
                  .append("swift_container", project));
      int[] pages = new int[1];
      assertEquals(
          Set.of(new Inventory.Place("AUTH_a", project)),
          inventory.places(project, () -> pages[0]++));
      assertTrue(pages[0] > 1, "pages: " + pages[0]);
      assertThrows(
          CancellationException.class,
          () ->
              inventory.places(
                  project,
                  () -> {
                    throw new CancellationException();
                  }));
      documents.collection(project).drop();
    }
  }
}
