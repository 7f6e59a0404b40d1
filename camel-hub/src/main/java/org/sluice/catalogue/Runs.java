package org.sluice.catalogue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/** The record of every run: database {@code log}, collection {@code runs}. */
public final class Runs {
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
    List<UpdateOneModel<Document>> writes = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      RunKey key = keys.get(i);
      LakeObject object = objects.get(i);
      Document fresh =
          new Document("event_id", key.eventId())
              .append("route", key.route())
              .append("revision", key.revision())
              .append("replay", key.replay())
              .append("account", object.key().account())
              .append("container", object.key().container())
              .append("object", object.key().object())
              .append("project", object.project())
              .append("version", object.version())
              .append("status", Status.WAITING.text())
              .append("queued", new Date())
              .append("attempts", 0);
      writes.add(
          new UpdateOneModel<>(
              Filters.eq("_id", key.id()),
              new Document("$setOnInsert", fresh),
              new UpdateOptions().upsert(true)));
    }
    if (!writes.isEmpty()) {
      runs().bulkWrite(writes, new BulkWriteOptions().ordered(false));
    }
  }

  /**
   * Marks a run as running.
   *
   * @return number of this attempt, from 1; 0 when the run is in a final state and to be skipped
   */
  public int start(RunKey key) {
    Bson open =
        Filters.and(
            Filters.eq("_id", key.id()),
            Filters.in("status", Status.WAITING.text(), Status.RUNNING.text()));
    Bson running =
        Updates.combine(
            Updates.set("status", Status.RUNNING.text()),
            Updates.set("started", new Date()),
            Updates.inc("attempts", 1));
    Document run =
        runs()
            .findOneAndUpdate(
                open, running, new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    return run == null ? 0 : run.getInteger("attempts");
  }

  /**
   * Records how an attempt ended.
   *
   * @param reason why it was declined or superseded; null else
   * @param gold what the run wrote, as documents
   */
  public void end(
      RunKey key,
      Status status,
      Instant started,
      Trouble trouble,
      String reason,
      List<Document> gold) {
    Instant now = Instant.now();
    List<Bson> updates = new ArrayList<>();
    updates.add(Updates.set("status", status.text()));
    updates.add(Updates.set("started", Date.from(started)));
    updates.add(Updates.set("ended", Date.from(now)));
    updates.add(
        Updates.set("duration_ms", java.time.Duration.between(started, now).toNanos() / 1e6));
    updates.add(Updates.set("error", trouble == null ? null : trouble.document()));
    updates.add(Updates.set("reason", reason));
    updates.add(Updates.set("gold", gold));
    runs().updateOne(Filters.eq("_id", key.id()), Updates.combine(updates));
  }

  /** Runs of one event, whatever their state. */
  public List<Document> ofEvent(String eventId) {
    return runs().find(Filters.eq("event_id", eventId)).into(new ArrayList<>());
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
