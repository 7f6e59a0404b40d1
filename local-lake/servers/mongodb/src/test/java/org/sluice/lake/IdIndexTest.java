package org.sluice.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ids are unique and found, whether they are texts or not. */
class IdIndexTest {
  private static final ObjectId OBJECT_ID = new ObjectId();
  private static final List<Object> IDS = List.of("a", "b", "7", 7, 8L, OBJECT_ID);

  @RegisterExtension static final RunningMongo MONGO = new RunningMongo();

  private MongoCollection<Document> things;

  @BeforeEach
  void fill() {
    things = MONGO.emptyCollection();
    IDS.forEach(id -> things.insertOne(new Document("_id", id).append("n", 1)));
  }

  @Test
  void noIdIsThereTwice() {
    for (Object id : IDS) {
      MongoWriteException refused =
          assertThrows(MongoWriteException.class, () -> things.insertOne(new Document("_id", id)));
      assertEquals(11000, refused.getCode(), String.valueOf(id));
    }
    assertEquals(IDS.size(), things.countDocuments());
  }

  @Test
  void anIdIsFoundByItselfAndAmongOthers() {
    for (Object id : IDS) {
      assertEquals(Set.of(id), ids(Filters.eq(id)));
      assertEquals(Set.of(), ids(Filters.and(Filters.eq(id), Filters.eq("n", 2))));
    }
    assertEquals(Set.of("a", 7, OBJECT_ID), ids(Filters.in("_id", "a", 7, OBJECT_ID, "none")));
    assertEquals(Set.of(7, 8L), ids(Filters.in("_id", 7, 8L, 9)));
    assertEquals(Set.of("b", "7"), ids(Filters.in("_id", "b", "7")));
    assertEquals(Set.of("a", "b"), ids(Filters.regex("_id", Pattern.compile("^[ab]$"))));
    assertEquals(Set.of("b"), ids(Filters.gt("_id", "a")));
  }

  @Test
  void anIdThatIsGoneMayComeAgain() {
    for (Object id : IDS) {
      assertEquals(1, things.deleteOne(Filters.eq(id)).getDeletedCount());
      assertEquals(Set.of(), ids(Filters.eq(id)));
      things.insertOne(new Document("_id", id).append("n", 2));
      assertEquals(Set.of(id), ids(Filters.and(Filters.eq(id), Filters.eq("n", 2))));
    }
  }

  @Test
  void anUpsertChangesWhatIsThere() {
    for (Object id : IDS) {
      things.replaceOne(Filters.eq(id), new Document("n", 5), new ReplaceOptions().upsert(true));
      things.updateOne(Filters.eq(id), Updates.inc("n", 1));
    }
    assertEquals(IDS.size(), ids(Filters.eq("n", 6)).size());
  }

  private Set<Object> ids(Bson filter) {
    return StreamSupport.stream(things.find(filter).spliterator(), false)
        .map(document -> document.get("_id"))
        .collect(Collectors.toSet());
  }
}
