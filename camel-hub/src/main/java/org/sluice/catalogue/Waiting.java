package org.sluice.catalogue;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
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

  private static final List<String> FOR_TOOLS = List.of(TOOL_DOCUMENT, LATE_DOCUMENT);
  private static final List<String> ALL = List.of(SWIFT, TOOL_DOCUMENT, LATE_DOCUMENT);
  private static final String ID = "_id";
  private static final String KEY = "key";
  private static final String TIMESTAMP = "timestamp";
  private static final String WHY = "why";
  private static final String DUE = "due";
  private static final String SINCE = "since";
  private static final int PAGE = 1000;

  /** An outage of Swift that is shorter is told by Swift's own check. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private final MongoCollection<Document> waiting;
  private volatile boolean indexed;

  public Waiting(MongoDatabase log) {
    this.waiting = log.getCollection("waiting");
  }

  /**
   * Put again, it has waited since it was put first.
   *
   * @param event the CloudEvent as JSON
   * @param due when it is to be registered at the latest
   */
  public void put(
      String eventId, ObjectKey key, String timestamp, String event, String why, Instant due) {
    if (!indexed) {
      waiting.createIndex(Indexes.ascending(KEY));
      waiting.createIndex(Indexes.ascending(WHY, DUE, ID));
      indexed = true;
    }
    waiting.updateOne(
        Filters.eq(ID, eventId),
        Updates.combine(
            Updates.set(KEY, key.path()),
            Updates.set(TIMESTAMP, timestamp),
            Updates.set("event", event),
            Updates.set(WHY, why),
            Updates.set(DUE, Date.from(due)),
            Updates.min(SINCE, new Date())),
        new UpdateOptions().upsert(true));
  }

  /**
   * Some of what waits.
   *
   * @param entries oldest change first, so that an object's events keep their order
   * @param last from which the next page goes on; null where there is none
   */
  public record Page(List<Entry> entries, Entry last) {}

  /**
   * Of all that is due, whatever it waits for, a page: what is due longest comes on the first.
   *
   * @param after where the page before ended; null for the first
   */
  public Page due(Instant now, Entry after) {
    return page(Filters.and(Filters.in(WHY, ALL), Filters.lte(DUE, Date.from(now))), after);
  }

  /** The same of what waits for a tool's document, which may come before they are due. */
  public Page early(Instant now, Entry after) {
    return page(Filters.and(Filters.in(WHY, FOR_TOOLS), Filters.gt(DUE, Date.from(now))), after);
  }

  private Page page(Bson which, Entry after) {
    List<Document> page =
        waiting
            .find(after == null ? which : Filters.and(which, behind(after)))
            .sort(Sorts.ascending(DUE, ID))
            .limit(PAGE)
            .into(new ArrayList<>());
    Entry last = page.size() < PAGE ? null : entry(page.get(PAGE - 1));
    page.sort(Comparator.comparing(one -> one.getString(TIMESTAMP)));
    return new Page(page.stream().map(Waiting::entry).toList(), last);
  }

  private static Bson behind(Entry after) {
    Date due = Date.from(after.due());
    return Filters.or(
        Filters.gt(DUE, due), Filters.and(Filters.eq(DUE, due), Filters.gt(ID, after.eventId())));
  }

  private static Entry entry(Document entry) {
    return new Entry(
        entry.getString(ID),
        entry.getString("event"),
        entry.getString(WHY),
        entry.getDate(DUE).toInstant(),
        since(entry));
  }

  /** Those of an older version of the hub have none until they are put again. */
  private static Instant since(Document entry) {
    Date since = entry.getDate(SINCE);
    return since == null ? Instant.now() : since.toInstant();
  }

  /** Whether an event of this object waits to be registered; a later one must wait behind it. */
  public boolean holds(ObjectKey key) {
    return waiting
            .find(Filters.and(Filters.eq(KEY, key.path()), Filters.ne(WHY, LATE_DOCUMENT)))
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
        Filters.and(Filters.eq(ID, entry.eventId()), Filters.eq(DUE, Date.from(entry.due()))));
  }

  /**
   * What waits for Swift.
   *
   * @param since how long the first of them waits; null where there is none
   */
  public record ForSwift(long count, Instant since) {}

  /** How many wait for Swift, and since when. */
  public ForSwift forSwift() {
    Bson which = Filters.eq(WHY, SWIFT);
    Document first = first(which);
    return new ForSwift(waiting.countDocuments(which), first == null ? null : since(first));
  }

  /** That some have waited for Swift for long; empty where none has. */
  public Optional<String> complaint() {
    Date before = Date.from(Instant.now().minus(LONG));
    Bson which = Filters.and(Filters.eq(WHY, SWIFT), Filters.lt(SINCE, before));
    Document first = first(which);
    return first == null
        ? Optional.empty()
        : Optional.of(
            "Events that wait for Swift for more than "
                + LONG.toMinutes()
                + " minutes: "
                + waiting.countDocuments(which)
                + "; the first, of "
                + first.getString(KEY)
                + ", since "
                + since(first));
  }

  private Document first(Bson which) {
    return waiting.find(which).sort(Sorts.ascending(SINCE)).first();
  }

  /**
   * One event that waits.
   *
   * @param since when it began to
   */
  public record Entry(String eventId, String event, String why, Instant due, Instant since) {}
}
