package org.sluice.catalogue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.sluice.event.ObjectKey;

/**
 * Events that cannot be registered yet, kept off the dispatcher so that they hold up nobody:
 * database {@code log}, collection {@code waiting}.
 */
public final class Waiting {
  private final MongoCollection<Document> waiting;

  public Waiting(MongoClient mongo) {
    this.waiting = mongo.getDatabase("log").getCollection("waiting");
  }

  /**
   * @param event the CloudEvent as JSON
   * @param due when it is to be registered at the latest
   */
  public void put(
      String eventId, ObjectKey key, String timestamp, String event, String why, Instant due) {
    waiting.replaceOne(
        Filters.eq("_id", eventId),
        new Document("_id", eventId)
            .append("key", key.path())
            .append("timestamp", timestamp)
            .append("event", event)
            .append("why", why)
            .append("due", Date.from(due)),
        new ReplaceOptions().upsert(true));
  }

  /** What waits, oldest change first, so that an object's events keep their order. */
  public List<Entry> all() {
    List<Entry> entries = new ArrayList<>();
    for (Document entry : waiting.find().sort(Sorts.ascending("timestamp")).limit(1000)) {
      entries.add(
          new Entry(
              entry.getString("_id"),
              entry.getString("event"),
              entry.getString("why"),
              entry.getDate("due").toInstant()));
    }
    return entries;
  }

  /** Whether an event of this object waits; a later one must wait behind it. */
  public boolean holds(ObjectKey key) {
    return waiting.find(Filters.eq("key", key.path())).first() != null;
  }

  public void remove(String eventId) {
    waiting.deleteOne(Filters.eq("_id", eventId));
  }

  /** One event that waits. */
  public record Entry(String eventId, String event, String why, Instant due) {}
}
