package org.sluice.lake;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds where many write at once, by MongoDB's own driver. */
class MongoConcurrencyContractTest {
  private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

  @RegisterExtension static final RunningMongo MONGO = new RunningMongo();

  private MongoCollection<Document> things;

  @BeforeEach
  void empty() {
    things = MONGO.emptyCollection();
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
  void sixteenWritersAndReadersAtOnceLoseNothing() throws Exception {
    inParallel(
        16,
        () -> {
          String me = Thread.currentThread().getName() + "/";
          for (int i = 0; i < 20; i++) {
            things.updateOne(eq(me + i), set("writer", me), UPSERT);
            things.updateOne(
                eq("shared"),
                pushEach("log", List.of(me + i), new PushOptions().slice(-20)),
                UPSERT);
            things.find(eq("writer", me)).into(new ArrayList<>());
          }
          return null;
        });
    assertEquals(16 * 20 + 1, things.countDocuments());
    assertEquals(20, one("shared").getList("log", String.class).size());
  }

  private void insert(String... documents) {
    for (String document : documents) {
      things.insertOne(Document.parse(document));
    }
  }

  private Document one(Object id) {
    return things.find(eq(id)).first();
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
