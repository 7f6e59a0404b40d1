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
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the hub may ask in a lake on one machine, by MongoDB's own driver. */
class MongoQueryContractTest {
  @RegisterExtension static final RunningMongo MONGO = new RunningMongo();

  private MongoCollection<Document> things;

  @BeforeEach
  void empty() {
    things = MONGO.emptyCollection();
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
    assertEquals(Set.of("p0", "p1"), things.distinct("p", String.class).into(new TreeSet<>()));
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
    things.insertOne(
        new Document("_id", 1).append("d", now).append("l", 1L << 40).append("f", 1.5));
    assertEquals(now, one(1).getDate("d"));
    assertEquals(1L << 40, one(1).getLong("l"));
    assertEquals(
        List.of(1), ids(Document.parse("{d: {$type: " + BsonType.DATE_TIME.getValue() + "}}")));
    assertFalse(ids(lt("d", new Date(now.getTime() + 1))).isEmpty());
  }

  @Test
  void namesAreListedAndMayHoldDotsAndDashes() {
    String name = "neo-campus.2024_x";
    MONGO.client().getDatabase("gold_neo-campus").getCollection(name).insertOne(new Document());
    assertTrue(
        MONGO.client().listDatabaseNames().into(new ArrayList<>()).contains("gold_neo-campus"));
    assertEquals(
        List.of(name),
        MONGO
            .client()
            .getDatabase("gold_neo-campus")
            .listCollectionNames()
            .into(new ArrayList<>()));
    MONGO.client().getDatabase("gold_neo-campus").drop();
    assertFalse(
        MONGO.client().listDatabaseNames().into(new ArrayList<>()).contains("gold_neo-campus"));
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
