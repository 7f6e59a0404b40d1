package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
      List.of(dotted, cut).forEach(project -> documents.collection(project).drop());
    }
  }
}
