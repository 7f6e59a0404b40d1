package org.sluice.lake;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.max;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.pullByFilter;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the hub may write in a lake on one machine, by MongoDB's own driver. */
class MongoContractTest {
  private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

  @RegisterExtension static final RunningMongo MONGO = new RunningMongo();

  private MongoCollection<Document> things;

  @BeforeEach
  void empty() {
    things = MONGO.emptyCollection();
  }

  @Test
  void anUpsertByIdInsertsOnceAndThenChanges() {
    for (int i = 1; i <= 2; i++) {
      var result = things.updateOne(eq("a"), combine(set("n", i), setOnInsert("first", i)), UPSERT);
      assertEquals(i == 1, result.getUpsertedId() != null);
      assertEquals(i == 1 ? 0 : 1, result.getMatchedCount());
    }
    assertEquals(new Document("_id", "a").append("n", 2).append("first", 1), one("a"));
  }

  @Test
  void aDocumentMayBeAnId() {
    Document id =
        new Document("account", "AUTH_1").append("container", "c").append("object", "x/y");
    things.updateOne(eq("_id", id), set("n", 1), UPSERT);
    things.updateOne(eq("_id", id), set("n", 2), UPSERT);
    assertEquals(1, things.countDocuments());
    assertEquals(2, one(id).getInteger("n"));
  }

  @Test
  void bulkWriteTakesEveryUpdateOperatorOfTheCatalogue() {
    insert("{_id: 'a', n: 1, log: [1, 2], tags: ['x'], old: 1, m: {k: 1}}");
    BulkWriteResult result =
        things.bulkWrite(
            List.of(
                new UpdateOneModel<>(
                    eq("a"),
                    combine(
                        set("s", "new"),
                        set("m.k", 2),
                        set("deep.er", 1),
                        inc("n", 2),
                        addToSet("tags", "y"),
                        unset("old"),
                        pushEach("log", List.of(3, 4), new PushOptions().slice(-3)))),
                new UpdateOneModel<>(eq("a"), addToSet("tags", "y")),
                new UpdateOneModel<>(eq("b"), combine(setOnInsert("born", 1), inc("n", 1)), UPSERT),
                new ReplaceOneModel<>(
                    eq("c"), new Document("whole", true), new ReplaceOptions().upsert(true)),
                new InsertOneModel<>(new Document("_id", "d")),
                new DeleteOneModel<>(eq("d"))),
            new BulkWriteOptions().ordered(true));
    assertEquals(2, result.getUpserts().size());
    assertEquals(
        Document.parse(
            "{_id: 'a', n: 3, log: [2, 3, 4], tags: ['x', 'y'], m: {k: 2}, s: 'new', deep: {er: 1}}"),
        one("a"));
    assertEquals(Document.parse("{_id: 'b', n: 1, born: 1}"), one("b"));
    assertEquals(List.of("a", "b", "c"), ids(new Document()));
  }

  @Test
  void findOneAndUpdateGivesTheDocumentBeforeOrNothing() {
    assertNull(
        things.findOneAndUpdate(eq("a"), inc("n", 1), new FindOneAndUpdateOptions().upsert(true)));
    assertEquals(1, things.findOneAndUpdate(eq("a"), inc("n", 1)).getInteger("n"));
    assertNull(things.findOneAndUpdate(and(eq("a"), eq("n", 99)), inc("n", 1)));
  }

  @Test
  void aConditionalUpsertThatIsTooOldCollidesOnItsId() {
    insert("{_id: 'a', t: '2'}");
    MongoWriteException collision =
        assertThrows(
            MongoWriteException.class,
            () -> things.updateOne(and(eq("a"), lt("t", "1")), set("t", "1"), UPSERT));
    assertEquals(11000, collision.getError().getCode());
    assertEquals("2", one("a").getString("t"));
  }

  @Test
  void anUnorderedBulkWriteSaysWhichCollidedAndDoesTheOthers() {
    insert("{_id: 'b', t: '2'}");
    MongoBulkWriteException partly =
        assertThrows(
            MongoBulkWriteException.class,
            () ->
                things.bulkWrite(
                    List.of(conditional("a"), conditional("b"), conditional("c")),
                    new BulkWriteOptions().ordered(false)));
    assertEquals(1, partly.getWriteErrors().size());
    assertEquals(1, partly.getWriteErrors().get(0).getIndex());
    assertEquals(11000, partly.getWriteErrors().get(0).getCode());
    assertEquals(List.of("a", "b", "c"), ids(new Document()));
  }

  @Test
  void arrayFiltersAndThePositionalOperatorChangeOneEntry() {
    insert("{_id: 'a', runs: [{r: 'x', s: 1}, {r: 'y', s: 1}]}");
    things.updateOne(
        eq("a"),
        set("runs.$[run].s", 2),
        new UpdateOptions().arrayFilters(List.of(eq("run.r", "y"))));
    things.updateOne(and(eq("a"), eq("runs.r", "x")), set("runs.$.s", 3));
    assertEquals(Document.parse("{_id: 'a', runs: [{r: 'x', s: 3}, {r: 'y', s: 2}]}"), one("a"));
  }

  @Test
  void pullMaxAndUpdateManyWork() {
    insert("{_id: 1, l: [1, 2, {k: 1}], t: '1'}", "{_id: 2, l: [2], t: '3'}");
    things.updateMany(new Document(), combine(pull("l", 2), max("t", "2")));
    things.updateOne(eq(1), pullByFilter(eq("l", new Document("k", 1))));
    assertEquals(Document.parse("{_id: 1, l: [1], t: '2'}"), one(1));
    assertEquals(Document.parse("{_id: 2, l: [], t: '3'}"), one(2));
  }

  @Test
  void aUniqueIndexRefusesASecondOfItsKind() {
    things.createIndex(Indexes.ascending("u"), new IndexOptions().unique(true));
    insert("{_id: 1, u: 'x'}");
    assertEquals(
        11000,
        assertThrows(MongoWriteException.class, () -> insert("{_id: 2, u: 'x'}"))
            .getError()
            .getCode());
  }

  @Test
  void collectionsStandBesideOneAnother() {
    MongoDatabase shelf = MONGO.client().getDatabase("shelf");
    shelf.drop();
    List<String> names = List.of("a", "b", "c");
    names.forEach(name -> shelf.getCollection(name).createIndex(Indexes.ascending("t")));
    names.forEach(name -> shelf.getCollection(name).insertOne(new Document("_id", name)));
    assertEquals(
        names, shelf.listCollectionNames().into(new ArrayList<>()).stream().sorted().toList());
    shelf.getCollection("b").drop();
    assertEquals(0, shelf.getCollection("b").countDocuments());
    assertEquals("c", shelf.getCollection("c").find().first().getString("_id"));
  }

  private static UpdateOneModel<Document> conditional(String id) {
    return new UpdateOneModel<>(and(eq(id), lt("t", "1")), set("t", "1"), UPSERT);
  }

  private void insert(String... documents) {
    for (String document : documents) {
      things.insertOne(Document.parse(document));
    }
  }

  private List<Object> ids(Bson filter) {
    return things
        .find(filter)
        .sort(Sorts.ascending("_id"))
        .map(d -> d.get("_id"))
        .into(new ArrayList<>());
  }

  private Document one(Object id) {
    return things.find(eq(id)).first();
  }
}
