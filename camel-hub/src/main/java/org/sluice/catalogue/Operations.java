package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.LakeObject;

/**
 * The record of every operation: all of them in {@code log.operations}, the latest in the object's
 * document, and their number a day in {@code stats.data_log}.
 */
public final class Operations {
  private final Documents documents;
  private final MongoCollection<Document> log;
  private final MongoCollection<Document> days;
  private final int entries;
  private volatile boolean indexed;

  /**
   * @param entries how many operations a document keeps of each outcome
   */
  public Operations(MongoClient mongo, Documents documents, int entries) {
    this.documents = documents;
    this.log = mongo.getDatabase("log").getCollection("operations");
    this.days = mongo.getDatabase("stats").getCollection("data_log");
    this.entries = entries;
  }

  /** Puts an attempt's operations on record; done twice, it leaves the log as done once. */
  public void record(
      RunKey run, LakeObject object, List<Operation> operations, List<String> goldServices) {
    if (operations.isEmpty() && goldServices.isEmpty()) {
      return;
    }
    append(run, object, operations);
    List<Bson> updates = new ArrayList<>();
    push(updates, SUCCESSFUL, run, object, operations, Operation.SUCCEEDED);
    push(updates, FAILED, run, object, operations, Operation.FAILED);
    if (!goldServices.isEmpty()) {
      updates.add(Updates.addEachToSet(GOLD_SERVICES, goldServices));
    }
    if (!updates.isEmpty()) {
      documents
          .collection(object.key())
          .updateOne(Documents.is(object.key()), Updates.combine(updates));
    }
    count(operations);
  }

  /** Operations of a run in their order. */
  public List<Document> of(String runId) {
    return log.find(Filters.eq("run", runId))
        .sort(Sorts.ascending("attempt", "n"))
        .into(new ArrayList<>());
  }

  private void append(RunKey run, LakeObject object, List<Operation> operations) {
    if (operations.isEmpty()) {
      return;
    }
    if (!indexed) {
      log.createIndex(Indexes.ascending("run"));
      indexed = true;
    }
    List<ReplaceOneModel<Document>> writes =
        IntStream.range(0, operations.size())
            .mapToObj(n -> entry(run, object, operations.get(n), n))
            .map(
                entry ->
                    new ReplaceOneModel<>(
                        Filters.eq("_id", entry.get("_id")),
                        entry,
                        new ReplaceOptions().upsert(true)))
            .toList();
    log.bulkWrite(writes, new BulkWriteOptions().ordered(false));
  }

  private static Document entry(RunKey run, LakeObject object, Operation operation, int n) {
    return new Document("_id", run.id() + "|" + operation.attempt() + "|" + n)
        .append("run", run.id())
        .append("n", n)
        .append("event_id", run.eventId())
        .append("route", run.route())
        .append("revision", run.revision())
        .append("account", object.key().account())
        .append("container", object.key().container())
        .append("object", object.key().object())
        .append("step", operation.step())
        .append("outcome", operation.outcome())
        .append("started", Date.from(operation.started()))
        .append("duration_ms", operation.durationMs())
        .append("attempt", operation.attempt())
        .append("count", operation.count())
        .append("error", operation.trouble() == null ? null : operation.trouble().document());
  }

  private void push(
      List<Bson> updates,
      String field,
      RunKey run,
      LakeObject object,
      List<Operation> operations,
      String outcome) {
    List<Document> fresh =
        operations.stream()
            .filter(o -> o.outcome().equals(outcome))
            .map(o -> known(run, object, o))
            .toList();
    if (!fresh.isEmpty()) {
      updates.add(Updates.pushEach(field, fresh, new PushOptions().slice(-entries)));
    }
  }

  /** In the layout that tools know, with ours beside it. */
  private static Document known(RunKey run, LakeObject object, Operation operation) {
    Date date = Date.from(operation.started());
    String user = object.user() == null ? "" : object.user().replaceFirst(".*:", "");
    String dag =
        run.route()
            + "@"
            + run.revision()
            + " "
            + user
            + "_"
            + object.key().container()
            + "_"
            + object.swiftId()
            + ":"
            + operation.started();
    return new Document("execution_date", date)
        .append("dag_id", dag)
        .append("operation_instance", run.route() + "." + operation.step())
        .append("route", run.route())
        .append("revision", run.revision())
        .append("step", operation.step())
        .append("attempt", operation.attempt())
        .append("duration", operation.durationMs())
        .append("error", operation.trouble() == null ? null : operation.trouble().message());
  }

  private void count(List<Operation> operations) {
    long failed = operations.stream().filter(o -> o.outcome().equals(Operation.FAILED)).count();
    days.updateOne(
        Filters.eq("_id", LocalDate.now(ZoneOffset.UTC).toString()),
        Updates.combine(
            Updates.inc("successful_operations", operations.size() - failed),
            Updates.inc("failed_operations", failed)),
        new UpdateOptions().upsert(true));
  }
}
