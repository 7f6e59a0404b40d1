package org.sluice.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Narrowed queries find what unnarrowed ones find, after any changes. */
class IndexedCollectionTest {
  /** Matches everything, under an operator that nothing is narrowed by. */
  private static final Bson ANY = Filters.exists("never", false);

  @RegisterExtension static final RunningMongo MONGO = new RunningMongo();

  private MongoCollection<Document> things;

  @BeforeEach
  void empty() {
    things = MONGO.emptyCollection();
  }

  @Test
  void everyNarrowedQueryFindsWhatAWholeReadFindsWhileDocumentsChange() {
    Random random = new Random(7);
    for (int i = 0; i < 400; i++) {
      Bson one = Filters.eq("id" + random.nextInt(60));
      Object value =
          switch (random.nextInt(4)) {
            case 0 -> "v" + random.nextInt(5);
            case 1 -> List.of("v" + random.nextInt(5), "v" + random.nextInt(5), 3);
            case 2 -> random.nextInt(5);
            default -> null;
          };
      switch (random.nextInt(5)) {
        case 0 -> things.deleteOne(one);
        case 1 -> things.updateOne(one, Updates.unset("f"));
        case 2 -> things.findOneAndUpdate(one, Updates.set("f", value));
        default ->
            things.updateOne(
                one,
                Updates.combine(Updates.set("f", value), Updates.set("g", "w" + i % 3)),
                new com.mongodb.client.model.UpdateOptions().upsert(true));
      }
      if (i % 10 == 0) {
        check(random);
      }
    }
  }

  private void check(Random random) {
    String value = "v" + random.nextInt(5);
    String id = "id" + random.nextInt(60);
    for (Bson filter :
        List.of(
            Filters.eq("f", value),
            Filters.in("f", value, "v0", "none"),
            Filters.in("f", value, "none", 3),
            Filters.in("_id", id, "id1", "none"),
            Filters.ne("f", value),
            Filters.and(Filters.eq("f", value), Filters.eq("g", "w1")),
            Filters.and(
                Filters.eq("_id", id), Filters.or(Filters.exists("f"), Filters.eq("g", "w1"))),
            Filters.and(Filters.gte("_id", "id2"), Filters.lt("_id", "id4")),
            Filters.and(
                Filters.gt("_id", "id2"), Filters.lte("_id", "id4"), Filters.ne("f", value)),
            Filters.and(Filters.eq("_id", id), Filters.in("f", 1, 2, value)))) {
      assertEquals(ids(Filters.nor(Filters.nor(filter))), ids(filter), filter.toString());
    }
    assertEquals(ids(ANY).size(), things.countDocuments());
  }

  private TreeSet<String> ids(Bson filter) {
    return things.find(filter).map(document -> document.getString("_id")).into(new TreeSet<>());
  }

  @Test
  void idsThatAreNoTextsAreFoundAmongTexts() {
    List<Document> many = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      Object id =
          switch (i % 3) {
            case 0 -> new ObjectId();
            case 1 -> i;
            default -> "id" + i;
          };
      many.add(new Document("_id", id).append("n", i));
    }
    things.insertMany(many);
    for (BsonType type : List.of(BsonType.OBJECT_ID, BsonType.INT32, BsonType.STRING)) {
      Bson narrowed = Filters.and(Filters.type("_id", type), Filters.gte("n", 30));
      Bson whole = Filters.nor(Filters.nor(narrowed));
      assertEquals(numbers(whole), numbers(narrowed), type.toString());
      assertEquals(20, numbers(narrowed).size(), type.toString());
    }
  }

  private List<Integer> numbers(Bson filter) {
    return things
        .find(filter)
        .sort(Sorts.ascending("n"))
        .map(document -> document.getInteger("n"))
        .into(new ArrayList<>());
  }

  @Test
  void aConditionBesideTheIdReadsOneDocumentAndNotAll() {
    List<Document> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(new Document("_id", "id" + i).append("t", "1").append("event", "e" + i));
    }
    things.insertMany(many);
    long whole = time(() -> things.find(Filters.and(ANY, Filters.gt("t", "1"))).first());
    Bson one = Filters.and(Filters.eq("id777"), Filters.lt("t", "2"));
    // A read, as a write takes the time of the disk.
    long byId = time(() -> things.find(one).first());
    assertEquals(1, things.updateOne(one, Updates.set("x", 1)).getMatchedCount());
    long byText = time(() -> things.find(Filters.eq("event", "e777")).first());
    assertTrue(byId * 3 < whole, byId + " and " + whole + " ns");
    assertTrue(byText * 3 < whole, byText + " and " + whole + " ns");
  }

  private static long time(Runnable work) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long started = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - started);
    }
    return best;
  }
}
