package org.sluice.lake;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.BsonType;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of MongoDB the hub may use in a lake on one machine, by MongoDB's own driver. */
class MongoContractTest {
  private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

  @TempDir static Path folder;
  private static de.bwaldvogel.mongo.MongoServer server;
  private static MongoClient client;
  private MongoCollection<Document> things;

  @BeforeAll
  static void start() throws IOException {
    server = new de.bwaldvogel.mongo.MongoServer(DurableBackend.open(folder.resolve("data.mv")));
    client = MongoClients.create("mongodb://127.0.0.1:" + server.bind().getPort());
  }

  @AfterAll
  static void stop() {
    client.close();
    server.shutdownNow();
  }

  @BeforeEach
  void empty() {
    things = client.getDatabase("lake").getCollection("things");
    things.drop();
  }

  private void insert(String... documents) {
    for (String document : documents) {
      things.insertOne(Document.parse(document));
    }
  }

  private List<Object> ids(org.bson.conversions.Bson filter) {
    return things.find(filter).sort(Sorts.ascending("_id")).map(d -> d.get("_id")).into(new ArrayList<>());
  }

  private Document one(Object id) {
    return things.find(eq(id)).first();
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
    Document id = new Document("account", "AUTH_1").append("container", "c").append("object", "x/y");
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
                        set("s", "new"), set("m.k", 2), set("deep.er", 1), inc("n", 2),
                        addToSet("tags", "y"), unset("old"),
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
  void findOneAndUpdateCountsForManyAtOnceWithoutAGap() throws Exception {
    insert("{type: 'object_id_file', object_id: 0}");
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    inParallel(
        16,
        () -> {
          for (int i = 0; i < 25; i++) {
            seen.add(
                things
                    .findOneAndUpdate(
                        eq("type", "object_id_file"),
                        inc("object_id", 1),
                        new FindOneAndUpdateOptions()
                            .upsert(true)
                            .returnDocument(ReturnDocument.AFTER))
                    .getInteger("object_id"));
          }
          return null;
        });
    assertEquals(400, seen.size());
    assertEquals(1, things.countDocuments());
  }

  @Test
  void anUpsertByAnotherFieldFromManyAtOnceEndsAsOneDocument() throws Exception {
    inParallel(16, () -> things.updateOne(eq("type", "x"), inc("n", 1), UPSERT));
    inParallel(
        16,
        () ->
            things.findOneAndUpdate(
                eq("type", "y"), inc("n", 1), new FindOneAndUpdateOptions().upsert(true)));
    assertEquals(2, things.countDocuments());
  }

  @Test
  void findOneAndUpdateGivesTheDocumentBeforeOrNothing() {
    assertNull(things.findOneAndUpdate(eq("a"), inc("n", 1), new FindOneAndUpdateOptions().upsert(true)));
    assertEquals(1, things.findOneAndUpdate(eq("a"), inc("n", 1)).getInteger("n"));
    assertNull(things.findOneAndUpdate(and(eq("a"), eq("n", 99)), inc("n", 1)));
  }

  @Test
  void filtersMeanWhatMongoDbMeans() {
    insert(
        "{_id: 1, s: 'x', m: {k: 'v'}, list: [{k: 1, v: 2}, {k: 2, v: 3}]}",
        "{_id: 2, s: 'y', m: {k: 'w'}, list: []}",
        "{_id: 3, s: null}");
    assertEquals(List.of(1, 2), ids(or(eq("s", "x"), eq("m.k", "w"))));
    assertEquals(List.of(1, 3), ids(in("_id", 1, 3, 5)));
    assertEquals(List.of(3), ids(exists("m", false)));
    assertEquals(List.of(2, 3), ids(ne("s", "x")));
    assertEquals(List.of(1), ids(elemMatch("list", and(eq("k", 2), eq("v", 3)))));
    assertEquals(List.of(1), ids(eq("list.k", 2)));
    assertEquals(List.of(), ids(elemMatch("list", and(eq("k", 1), eq("v", 3)))));
    assertEquals(List.of(3), ids(eq("s", null)));
    assertEquals(List.of(1, 2), ids(regex("s", "^[xy]$")));
    assertEquals(List.of(1), ids(Document.parse("{$nor: [{s: 'y'}, {s: null}]}")));
    assertEquals(List.of(2, 3), ids(Document.parse("{'list.0': {$exists: false}}")));
    assertEquals(List.of(2), ids(Document.parse("{list: {$size: 0}}")));
  }

  @Test
  void timestampsCompareAsTextsAndMissingOnesMatchNoComparison() {
    insert("{_id: 1, t: '1795464363.77499'}", "{_id: 2, t: '1795464363.77500'}", "{_id: 3}");
    assertEquals(List.of(1), ids(lt("t", "1795464363.77500")));
    assertEquals(List.of(2), ids(gt("t", "1795464363.77499")));
    assertEquals(List.of(1, 3), ids(or(exists("t", false), lt("t", "1795464363.77500"))));
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
                    List.of(
                        conditional("a"), conditional("b"), conditional("c")),
                    new BulkWriteOptions().ordered(false)));
    assertEquals(1, partly.getWriteErrors().size());
    assertEquals(1, partly.getWriteErrors().get(0).getIndex());
    assertEquals(11000, partly.getWriteErrors().get(0).getCode());
    assertEquals(List.of("a", "b", "c"), ids(new Document()));
  }

  private static UpdateOneModel<Document> conditional(String id) {
    return new UpdateOneModel<>(and(eq(id), lt("t", "1")), set("t", "1"), UPSERT);
  }

  @Test
  void compareAndSetLetsExactlyOneOfManyThrough() throws Exception {
    insert("{_id: 'a', owner: null}");
    List<Boolean> won =
        inParallel(
            16,
            () ->
                things
                        .updateOne(
                            and(eq("a"), eq("owner", null)),
                            set("owner", Thread.currentThread().getName()))
                        .getModifiedCount()
                    == 1);
    assertEquals(1, won.stream().filter(yes -> yes).count());
  }

  @Test
  void upsertsOfOneIdFromManyAtOnceEndAsOneDocument() throws Exception {
    inParallel(16, () -> things.updateOne(eq("a"), inc("n", 1), UPSERT));
    assertEquals(16, one("a").getInteger("n"));
  }

  @Test
  void arrayFiltersAndThePositionalOperatorChangeOneEntry() {
    insert("{_id: 'a', runs: [{r: 'x', s: 1}, {r: 'y', s: 1}]}");
    things.updateOne(
        eq("a"),
        set("runs.$[run].s", 2),
        new UpdateOptions().arrayFilters(List.of(eq("run.r", "y"))));
    things.updateOne(and(eq("a"), eq("runs.r", "x")), set("runs.$.s", 3));
    assertEquals(
        Document.parse("{_id: 'a', runs: [{r: 'x', s: 3}, {r: 'y', s: 2}]}"), one("a"));
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
  void indexesSortLimitProjectionAndCountsWork() {
    things.createIndex(Indexes.ascending("p", "t"));
    things.createIndex(Indexes.descending("t"), new IndexOptions().name("latest"));
    things.createIndex(Indexes.ascending("p", "t"));
    for (int i = 0; i < 10; i++) {
      insert("{_id: " + i + ", p: 'p" + i % 2 + "', t: " + (100 - i) + "}");
    }
    assertEquals(3, things.listIndexes().into(new ArrayList<>()).size());
    List<Integer> ids = new ArrayList<>();
    things
        .find(eq("p", "p1"))
        .sort(Sorts.ascending("t"))
        .skip(1)
        .limit(2)
        .projection(Projections.include("t"))
        .forEach(document -> ids.add(document.getInteger("_id")));
    assertEquals(List.of(7, 5), ids);
    assertEquals(5, things.countDocuments(eq("p", "p1")));
    assertEquals(10, things.estimatedDocumentCount());
    assertEquals(
        Set.of("p0", "p1"), things.distinct("p", String.class).into(new TreeSet<>()));
    assertEquals(5, things.deleteMany(eq("p", "p1")).getDeletedCount());
  }

  @Test
  void aLongResultComesInBatches() {
    List<Document> many = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      many.add(new Document("_id", i));
    }
    things.insertMany(many);
    assertEquals(2_000, things.find().batchSize(100).into(new ArrayList<>()).size());
  }

  @Test
  void aUniqueIndexRefusesASecondOfItsKind() {
    things.createIndex(Indexes.ascending("u"), new IndexOptions().unique(true));
    insert("{_id: 1, u: 'x'}");
    assertEquals(
        11000,
        assertThrows(MongoWriteException.class, () -> insert("{_id: 2, u: 'x'}")).getError().getCode());
  }

  @Test
  void groupsCountByStatus() {
    insert("{s: 'done'}", "{s: 'done'}", "{s: 'parked'}");
    Document done =
        things
            .aggregate(
                List.of(
                    Aggregates.match(exists("s")),
                    Aggregates.group("$s", Accumulators.sum("n", 1)),
                    Aggregates.sort(Sorts.descending("n"))))
            .first();
    assertEquals(2, ((Number) done.get("n")).intValue());
  }

  @Test
  void typesComeBackAsTheyWere() {
    Date now = new Date();
    things.insertOne(new Document("_id", 1).append("d", now).append("l", 1L << 40).append("f", 1.5));
    assertEquals(now, one(1).getDate("d"));
    assertEquals(1L << 40, one(1).getLong("l"));
    assertEquals(List.of(1), ids(Document.parse("{d: {$type: " + BsonType.DATE_TIME.getValue() + "}}")));
    assertFalse(ids(lt("d", new Date(now.getTime() + 1))).isEmpty());
  }

  @Test
  void namesAreListedAndMayHoldDotsAndDashes() {
    String name = "neo-campus.2024_x";
    client.getDatabase("gold_neo-campus").getCollection(name).insertOne(new Document());
    assertTrue(client.listDatabaseNames().into(new ArrayList<>()).contains("gold_neo-campus"));
    assertEquals(
        List.of(name),
        client.getDatabase("gold_neo-campus").listCollectionNames().into(new ArrayList<>()));
    client.getDatabase("gold_neo-campus").drop();
    assertFalse(client.listDatabaseNames().into(new ArrayList<>()).contains("gold_neo-campus"));
  }

  @Test
  void sixteenWritersAndReadersAtOnceLoseNothing() throws Exception {
    inParallel(
        16,
        () -> {
          String me = Thread.currentThread().getName() + "/";
          for (int i = 0; i < 50; i++) {
            things.updateOne(eq(me + i), set("writer", me), UPSERT);
            things.updateOne(
                eq("shared"),
                pushEach("log", List.of(me + i), new PushOptions().slice(-20)),
                UPSERT);
            things.find(eq("writer", me)).into(new ArrayList<>());
          }
          return null;
        });
    assertEquals(16 * 50 + 1, things.countDocuments());
    assertEquals(20, one("shared").getList("log", String.class).size());
  }

  private static <T> List<T> inParallel(int threads, Callable<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(pool.submit(work));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
