package org.sluice.catalogue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
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
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/** The record of every run: database {@code log}, collection {@code runs}. */
public final class Runs {
  private static final Bson STANDING =
      Projections.include("event_id", "route", "revision", "replay", "removal", "status");

  private static final Bson OBJECT = Projections.include("account", "container", "object");

  private final MongoCollection<Document> runs;
  private volatile boolean indexed;

  public Runs(MongoClient mongo) {
    this.runs = mongo.getDatabase("log").getCollection("runs");
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
  public void await(List<RunKey> keys, List<LakeObject> objects) {
    List<Document> fresh = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      RunKey key = keys.get(i);
      LakeObject object = objects.get(i);
      fresh.add(
          new Document("_id", key.id())
              .append("event_id", key.eventId())
              .append("route", key.route())
              .append("revision", key.revision())
              .append("replay", key.replay())
              .append("account", object.key().account())
              .append("container", object.key().container())
              .append("object", object.key().object())
              .append("project", object.project())
              .append("version", object.version())
              .append("trans_id", object.transId())
              .append("status", Status.WAITING.text())
              .append("removal", key.isRemoval())
              .append("queued", new Date())
              .append("attempts", 0));
    }
    Inserts.unlessPresent(runs(), fresh);
  }

  /** Runs by their id. */
  public Map<String, Document> find(Collection<RunKey> keys) {
    Map<String, Document> found = new HashMap<>();
    List<String> ids = keys.stream().map(RunKey::id).distinct().toList();
    runs().find(Filters.in("_id", ids)).forEach(run -> found.put(run.getString("_id"), run));
    return found;
  }

  /** Shows that attempts are under way, unless they have ended meanwhile. */
  public void going(Collection<Going> attempts) {
    List<UpdateOneModel<Document>> writes = new ArrayList<>();
    for (Going going : attempts) {
      writes.add(
          new UpdateOneModel<>(
              Filters.and(
                  Filters.eq("_id", going.run().id()),
                  Filters.in("status", Status.WAITING.text(), Status.RUNNING.text())),
              Updates.combine(
                  Updates.set("status", Status.RUNNING.text()),
                  Updates.set("started", Date.from(going.started())),
                  Updates.set("attempts", going.attempt()))));
    }
    if (!writes.isEmpty()) {
      runs().bulkWrite(writes, new BulkWriteOptions().ordered(false));
    }
  }

  /** An attempt that is under way. */
  public record Going(RunKey run, int attempt, Instant started) {}

  /**
   * Ends runs that wait though their events are outdated: a dispatcher may have died after it had
   * put them on record and before it had queued them. One that is queued all the same finds itself
   * ended.
   */
  public void outdated(Collection<String> eventIds) {
    if (!eventIds.isEmpty()) {
      runs()
          .updateMany(
              Filters.and(
                  Filters.in("event_id", eventIds), Filters.eq("status", Status.WAITING.text())),
              Updates.combine(
                  Updates.set("status", Status.SUPERSEDED.text()),
                  Updates.set("ended", new Date()),
                  Updates.set("reason", "A newer version came before it was queued")));
    }
  }

  /** Records how attempts ended. */
  public void end(Collection<RunEnd> ends) {
    List<UpdateOneModel<Document>> writes =
        ends.stream()
            .map(
                end ->
                    new UpdateOneModel<Document>(
                        Filters.eq("_id", end.run().id()), new Document("$set", end.document())))
            .toList();
    if (!writes.isEmpty()) {
      runs().bulkWrite(writes, new BulkWriteOptions().ordered(false));
    }
  }

  /** Which of these runs, by their ids, have nothing more to do or are not on record. */
  public Set<String> over(Collection<String> ids) {
    Set<String> over = new HashSet<>(ids);
    if (!ids.isEmpty()) {
      for (Document run : runs().find(Filters.in("_id", ids))) {
        if (!Status.of(run.getString("status")).isFinal()) {
          over.remove(run.getString("_id"));
        }
      }
    }
    return over;
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

  /** Runs through one route that took their object. */
  List<Document> ofRoute(String route) {
    return runs()
        .find(
            Filters.and(
                Filters.eq("route", route),
                Filters.nin("status", Status.DECLINED.text(), Status.SUPERSEDED.text())))
        .into(new ArrayList<>());
  }

  /** Objects that had a run for what a request to Swift did. */
  Set<ObjectKey> ofRequest(String transId, int most) {
    Set<ObjectKey> found = new LinkedHashSet<>();
    for (Document run :
        runs().find(Filters.eq("trans_id", transId)).projection(OBJECT).limit(most)) {
      found.add(
          new ObjectKey(
              run.getString("account"), run.getString("container"), run.getString("object")));
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
