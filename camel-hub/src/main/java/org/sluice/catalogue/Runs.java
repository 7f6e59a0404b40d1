package org.sluice.catalogue;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.ObjectKey;

/**
 * The full history: database {@code log}, collection {@code operations}, a document a run, with the
 * operations of its attempts.
 *
 * <p>A live run that its object's document expects is on record from the end of its first attempt,
 * or once that has gone on for some time; until then it waits. Every other run is put on record
 * before it is queued.
 */
public final class Runs {
  private static final int DUPLICATE_KEY = 11000;
  private static final Bson STANDING =
      Projections.include("event_id", "route", "revision", "replay", "removal", "status");
  static final Bson UNDER_WAY = Filters.in("status", Status.WAITING.text(), Status.RUNNING.text());
  private static final BulkWriteOptions ANY_ORDER = new BulkWriteOptions().ordered(false);

  private static final Bson OBJECT = Projections.include("account", "container", "object");

  private final MongoCollection<Document> runs;
  private volatile boolean indexed;

  public Runs(MongoClient mongo) {
    this.runs = collection(mongo);
  }

  static MongoCollection<Document> collection(MongoClient mongo) {
    return mongo.getDatabase("log").getCollection("operations");
  }

  private MongoCollection<Document> runs() {
    if (!indexed) {
      runs.createIndex(Indexes.ascending("event_id"));
      runs.createIndex(Indexes.ascending("object", "container", "account"));
      indexed = true;
    }
    return runs;
  }

  /** Puts runs on record as waiting; those that are on record already stay as they are. */
  public void await(List<RunOf> waiting) {
    Inserts.unlessPresent(
        runs(),
        waiting.stream()
            .map(
                run ->
                    run.document()
                        .append("status", Status.WAITING.text())
                        .append("attempts", 0)
                        .append("operations", List.of()))
            .toList());
  }

  /** Whether there is a run of a route. Not indexed: for who asks by a name that nothing has. */
  public boolean knows(String route) {
    return runs().find(Filters.eq("route", route)).projection(OBJECT).first() != null;
  }

  /** Runs by their id. */
  public Map<String, Document> find(Collection<RunKey> keys) {
    return find(runs(), keys);
  }

  static Map<String, Document> find(MongoCollection<Document> runs, Collection<RunKey> keys) {
    Map<String, Document> found = new HashMap<>();
    List<String> ids = keys.stream().map(RunKey::id).distinct().toList();
    runs.find(Filters.in("_id", ids)).forEach(run -> found.put(run.getString("_id"), run));
    return found;
  }

  /** Shows that attempts are under way, unless they have ended meanwhile. */
  public void going(Collection<Going> attempts) {
    List<UpdateOneModel<Document>> writes = new ArrayList<>();
    for (Going going : attempts) {
      Document first = going.run().document();
      first.remove("_id");
      writes.add(
          new UpdateOneModel<>(
              Filters.and(Filters.eq("_id", going.run().key().id()), UNDER_WAY),
              new Document(
                      "$set",
                      new Document("status", Status.RUNNING.text())
                          .append("started", Date.from(going.started()))
                          .append("attempts", going.attempt()))
                  .append("$setOnInsert", first.append("operations", List.of())),
              new UpdateOptions().upsert(true)));
    }
    unlessOver(writes);
  }

  /** A run that is over is found to be there, and stays as it is. */
  private void unlessOver(List<UpdateOneModel<Document>> writes) {
    try {
      if (!writes.isEmpty()) {
        runs().bulkWrite(writes, ANY_ORDER);
      }
    } catch (MongoBulkWriteException e) {
      if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
        throw e;
      }
    }
  }

  /** An attempt that is under way. */
  public record Going(RunOf run, int attempt, Instant started) {}

  /**
   * Ends runs that wait though their events are outdated: a dispatcher may have died after it had
   * put them on record and before it had queued them. One that is queued all the same finds itself
   * ended. One that was tried is queued, and may be at it: it ends by itself, and takes back what
   * it wrote.
   */
  public void outdated(Collection<String> eventIds) {
    if (!eventIds.isEmpty()) {
      runs()
          .updateMany(
              Filters.and(
                  Filters.in("event_id", eventIds),
                  Filters.eq("status", Status.WAITING.text()),
                  Filters.eq("attempts", 0)),
              Updates.combine(
                  Updates.set("status", Status.SUPERSEDED.text()),
                  Updates.set("ended", new Date()),
                  Updates.set("reason", "A newer version came before it was queued")));
    }
  }

  /**
   * Records how attempts ended and what they did. What is over stays as it is: of two hubs that did
   * a run at once, the first counts. What is handed over again is not recorded again.
   *
   * @return the records of runs that another end stands on, by the end that does not
   */
  public Map<RunEnd, Document> end(Collection<RunEnd> ends) {
    return new Endings(runs()).end(ends);
  }

  /** Which of these runs, by their ids, have nothing more to do. */
  public Set<String> over(Collection<String> ids) {
    return those(ids, Status::isFinal);
  }

  /** Which of these runs, by their ids, count no more, as others came in their place. */
  public Set<String> superseded(Collection<String> ids) {
    return those(ids, Status.SUPERSEDED::equals);
  }

  private Set<String> those(Collection<String> ids, Predicate<Status> are) {
    Set<String> those = new HashSet<>();
    if (!ids.isEmpty()) {
      Bson status = Projections.include("status");
      for (Document run : runs().find(Filters.in("_id", ids)).projection(status)) {
        if (are.test(Status.of(run.getString("status")))) {
          those.add(run.getString("_id"));
        }
      }
    }
    return those;
  }

  /** What runs of events are and where they stand, whatever their state, by the event's id. */
  public Map<String, List<Document>> ofEvents(Collection<String> eventIds) {
    Map<String, List<Document>> found = new HashMap<>();
    if (!eventIds.isEmpty()) {
      for (Document run : runs().find(Filters.in("event_id", eventIds)).projection(STANDING)) {
        found.computeIfAbsent(run.getString("event_id"), e -> new ArrayList<>()).add(run);
      }
    }
    return found;
  }

  /**
   * Ends runs in whose place others are queued: those of the same event and route that were queued
   * earlier and are over.
   *
   * @param by those queued instead
   * @param alsoWaiting whether those that wait or run are replaced as well
   */
  public void replaced(Collection<RunKey> by, boolean alsoWaiting) {
    new Replacement(runs()).replace(by, alsoWaiting);
  }

  /**
   * Ends a fallback's runs of an event, be they over or not: another route has taken its object.
   */
  public void taken(Collection<RunKey> fallbacks, String by) {
    runs()
        .updateMany(
            Filters.and(
                Filters.in("_id", fallbacks.stream().map(RunKey::id).toList()),
                Filters.ne("status", Status.DECLINED.text()),
                Filters.ne("status", Status.SUPERSEDED.text())),
            Updates.combine(
                Updates.set("status", Status.SUPERSEDED.text()),
                Updates.set("reason", "Route " + by + " has taken the object")));
  }

  /**
   * Whether every route declined an event's object, so that it goes to the fallbacks. Fallbacks'
   * own runs do not count, as those that were superseded do not.
   *
   * @param ofEvent runs as {@link #ofEvents} gives them
   * @param document the object's; null where it is not known
   */
  public static boolean allDeclined(
      List<Document> ofEvent, Document document, Predicate<String> isFallback) {
    if (document != null && !Documents.unrecorded(document, ofEvent).isEmpty()) {
      return false;
    }
    List<String> saying =
        ofEvent.stream()
            .filter(run -> !run.getBoolean("removal", false))
            .filter(run -> !isFallback.test(run.getString("route")))
            .map(run -> run.getString("status"))
            .filter(status -> !status.equals(Status.SUPERSEDED.text()))
            .toList();
    return !saying.isEmpty() && saying.stream().allMatch(Status.DECLINED.text()::equals);
  }

  /** Objects that had a run for what a request to Swift did, at most so many. */
  Set<ObjectKey> ofRequest(String transId, int most) {
    Set<ObjectKey> found = new LinkedHashSet<>();
    try (MongoCursor<Document> cursor =
        runs().find(Filters.eq("trans_id", transId)).projection(OBJECT).iterator()) {
      while (found.size() < most && cursor.hasNext()) {
        Document run = cursor.next();
        found.add(
            new ObjectKey(
                run.getString("account"), run.getString("container"), run.getString("object")));
      }
    }
    return found;
  }

  /** Runs of all versions of an object, oldest first. */
  public List<Document> of(ObjectKey key) {
    return runs()
        .find(
            Filters.and(
                Filters.eq("object", key.object()),
                Filters.eq("container", key.container()),
                Filters.eq("account", key.account())))
        .sort(Sorts.ascending("version", "queued"))
        .into(new ArrayList<>());
  }
}
