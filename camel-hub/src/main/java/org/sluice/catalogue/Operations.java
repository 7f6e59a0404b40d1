package org.sluice.catalogue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.Document;
import org.sluice.event.LakeObject;

/**
 * The full record of every operation, {@code log.operations}, a document an attempt, and their
 * number a day in {@code stats.data_log}.
 */
public final class Operations {
  private final MongoCollection<Document> log;
  private final MongoCollection<Document> days;
  private volatile boolean indexed;

  public Operations(MongoClient mongo) {
    this.log = mongo.getDatabase("log").getCollection("operations");
    this.days = mongo.getDatabase("stats").getCollection("data_log");
  }

  /** Puts attempts' operations on record; done twice, it leaves the log as done once. */
  public void record(Collection<Attempt> attempts) {
    List<Document> fresh =
        attempts.stream().filter(a -> !a.operations().isEmpty()).map(Attempt::document).toList();
    if (fresh.isEmpty()) {
      return;
    }
    if (!indexed) {
      log.createIndex(Indexes.ascending("run"));
      indexed = true;
    }
    List<Document> again = Inserts.unlessPresent(log, fresh);
    if (!again.isEmpty()) {
      log.bulkWrite(
          again.stream()
              .map(one -> new ReplaceOneModel<>(Filters.eq("_id", one.get("_id")), one))
              .toList(),
          new BulkWriteOptions().ordered(false));
    }
    count(attempts);
  }

  /** Operations of a run in their order. */
  public List<Document> of(String runId) {
    List<Document> all = new ArrayList<>();
    for (Document attempt : log.find(Filters.eq("run", runId)).sort(Sorts.ascending("attempt"))) {
      all.addAll(attempt.getList("operations", Document.class));
    }
    return all;
  }

  /** The last attempt of a run that is on record; null where none is. */
  public Attempt last(RunKey run, LakeObject object, List<String> goldServices) {
    Document last = log.find(Filters.eq("run", run.id())).sort(Sorts.descending("attempt")).first();
    return last == null
        ? null
        : new Attempt(
            run,
            last.getInteger("attempt"),
            object,
            last.getList("operations", Document.class).stream().map(Operation::of).toList(),
            goldServices,
            List.of());
  }

  private void count(Collection<Attempt> attempts) {
    long all = attempts.stream().mapToLong(a -> a.operations().size()).sum();
    long failed = attempts.stream().mapToLong(a -> a.of(Operation.FAILED).size()).sum();
    days.updateOne(
        Filters.eq("_id", LocalDate.now(ZoneOffset.UTC).toString()),
        Updates.combine(
            Updates.inc("successful_operations", all - failed),
            Updates.inc("failed_operations", failed)),
        new UpdateOptions().upsert(true));
  }
}
