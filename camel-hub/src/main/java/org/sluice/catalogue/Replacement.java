package org.sluice.catalogue;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Ends runs in whose place others are queued. */
final class Replacement {
  private static final Bson QUEUED =
      Projections.include("event_id", "route", "removal", "status", "queued");
  private static final BulkWriteOptions ANY_ORDER = new BulkWriteOptions().ordered(false);

  private final MongoCollection<Document> runs;

  Replacement(MongoCollection<Document> runs) {
    this.runs = runs;
  }

  /** See {@link Runs#replaced}. */
  void replace(Collection<RunKey> by, boolean alsoWaiting) {
    Map<String, List<Document>> standing = new HashMap<>();
    List<String> events = by.stream().map(RunKey::eventId).distinct().toList();
    for (Document run : runs.find(Filters.in("event_id", events)).projection(QUEUED)) {
      standing.computeIfAbsent(run.getString("event_id"), e -> new ArrayList<>()).add(run);
    }
    List<UpdateOneModel<Document>> writes = new ArrayList<>();
    for (RunKey key : by) {
      List<Document> ofEvent = standing.getOrDefault(key.eventId(), List.of());
      Document own = find(ofEvent, key);
      if (own == null || Status.SUPERSEDED.text().equals(own.getString("status"))) {
        continue;
      }
      for (Document run : ofEvent) {
        Status status = Status.of(run.getString("status"));
        if (run != own
            && key.route().equals(run.getString("route"))
            && key.isRemoval() == run.getBoolean("removal", false)
            && !isLater(run, own)
            && status.says()
            && (alsoWaiting || status.isFinal())) {
          writes.add(
              new UpdateOneModel<>(
                  Filters.and(
                      Filters.eq("_id", run.getString("_id")), Filters.eq("status", status.text())),
                  Updates.combine(
                      Updates.set("status", Status.SUPERSEDED.text()),
                      Updates.set("reason", "Run again as " + key.replay()))));
        }
      }
    }
    if (!writes.isEmpty()) {
      runs.bulkWrite(writes, ANY_ORDER);
    }
  }

  private static boolean isLater(Document run, Document other) {
    Date queued = run.getDate("queued");
    return queued != null && queued.after(other.getDate("queued"));
  }

  private static Document find(List<Document> runs, RunKey key) {
    return runs.stream().filter(r -> r.getString("_id").equals(key.id())).findFirst().orElse(null);
  }
}
