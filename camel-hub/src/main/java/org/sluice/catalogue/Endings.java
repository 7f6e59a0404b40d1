package org.sluice.catalogue;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the ends of attempts on the records of their runs. */
final class Endings {
  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
  private static final BulkWriteOptions ANY_ORDER = new BulkWriteOptions().ordered(false);

  private final MongoCollection<Document> runs;

  Endings(MongoCollection<Document> runs) {
    this.runs = runs;
  }

  /** See {@link Runs#end}. */
  Map<RunEnd, Document> end(Collection<RunEnd> ends) {
    Map<String, RunEnd> fresh = new LinkedHashMap<>();
    List<RunEnd> known = new ArrayList<>();
    for (RunEnd end : ends) {
      if (!end.fresh() || fresh.putIfAbsent(end.run().key().id(), end) != null) {
        known.add(end);
      }
    }
    List<Document> whole = fresh.values().stream().map(RunEnd::whole).toList();
    for (Document there : Inserts.unlessPresent(runs, whole)) {
      known.add(fresh.get(there.getString("_id")));
    }
    if (known.isEmpty()) {
      return Map.of();
    }
    int written =
        runs.bulkWrite(known.stream().map(Endings::ending).toList(), ANY_ORDER).getMatchedCount();
    return written == known.size() ? Map.of() : endedOtherwise(known);
  }

  private static UpdateOneModel<Document> ending(RunEnd end) {
    return new UpdateOneModel<>(
        Filters.and(
            Filters.eq("_id", end.run().key().id()),
            Runs.UNDER_WAY,
            Filters.ne("ended", Date.from(end.ended()))),
        Updates.combine(
            new Document("$set", end.changed()), Updates.pushEach("operations", end.done())));
  }

  private Map<RunEnd, Document> endedOtherwise(List<RunEnd> ends) {
    List<RunKey> keys = ends.stream().map(end -> end.run().key()).toList();
    Map<String, Document> found = Runs.find(runs, keys);
    boolean anew = writeAnew(ends, found);
    Map<String, Document> known = anew ? Runs.find(runs, keys) : found;
    known.values().removeIf(run -> !Status.of(run.getString("status")).isFinal());
    Map<RunEnd, Document> otherwise = new IdentityHashMap<>();
    for (RunEnd end : ends) {
      Document run = known.get(end.run().key().id());
      if (run != null && !end.isThatOf(run)) {
        otherwise.put(end, run);
      }
    }
    return otherwise;
  }

  /** Records that were there when their runs began, and are gone; whether there are any. */
  private boolean writeAnew(List<RunEnd> ends, Map<String, Document> found) {
    Map<String, RunEnd> gone = new LinkedHashMap<>();
    ends.forEach(end -> gone.putIfAbsent(end.run().key().id(), end));
    gone.keySet().removeAll(found.keySet());
    if (!gone.isEmpty()) {
      LOG.warn("Runs are not on record any more, and are put there anew: {}", gone.keySet());
      Inserts.unlessPresent(runs, gone.values().stream().map(RunEnd::whole).toList());
    }
    return !gone.isEmpty();
  }
}
