package org.sluice.catalogue;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
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
  /** For an insertion tool's document; it is registered as soon as that comes. */
  public static final String TOOL_DOCUMENT = "tool-document";

  /** Registered without a tool's document, which may yet come and is then made one with ours. */
  public static final String LATE_DOCUMENT = "late-document";

  /** For Swift, which alone can say what the object is. */
  public static final String SWIFT = "swift";

  private final MongoCollection<Document> waiting;

  public Waiting(MongoDatabase log) {
    this.waiting = log.getCollection("waiting");
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

  /** Whether an event of this object waits to be registered; a later one must wait behind it. */
  public boolean holds(ObjectKey key) {
    return waiting
            .find(Filters.and(Filters.eq("key", key.path()), Filters.ne("why", LATE_DOCUMENT)))
            .first()
        != null;
  }

  /** Whether anything waits at all. */
  public boolean any() {
    return waiting.find().first() != null;
  }

  /** Takes an entry out, unless the event has been set to wait again since it was read. */
  public void remove(Entry entry) {
    waiting.deleteOne(
        Filters.and(Filters.eq("_id", entry.eventId()), Filters.eq("due", Date.from(entry.due()))));
  }

  /** One event that waits. */
  public record Entry(String eventId, String event, String why, Instant due) {}
}
