package org.sluice.catalogue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import org.bson.Document;

/**
 * The lake's counter of object ids, {@code {type: "object_id_file", object_id: N}}.
 *
 * <p>Insertion tools differ in taking the value before or after their increment, so a number above
 * what they left may be in use either way: a block of k ids moves the counter by k+1 from N, and is
 * N+1 … N+k.
 */
final class Counter {
  private static final Document KEY = new Document("type", "object_id_file");
  private final MongoCollection<Document> stats;

  Counter(MongoClient mongo) {
    this.stats = mongo.getDatabase("stats").getCollection("swift");
  }

  /** The first of a block of {@code count} ids that nobody else gets. */
  long take(int count) {
    Document after =
        stats.findOneAndUpdate(
            KEY,
            Updates.inc("object_id", (long) count + 1),
            new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
    return ((Number) after.get("object_id")).longValue() - count;
  }

  /** The last number that was given. */
  long current() {
    Document counter = stats.find(KEY).first();
    return counter == null ? 0 : ((Number) counter.get("object_id")).longValue();
  }
}
