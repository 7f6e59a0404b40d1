package org.sluice.catalogue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import org.bson.Document;

/** How many operations there were on each day: database {@code stats}, {@code data_log}. */
public final class DayCounts {
  private final MongoCollection<Document> days;

  public DayCounts(MongoClient mongo) {
    this.days = mongo.getDatabase("stats").getCollection("data_log");
  }

  /** Counts what attempts did, on today's day (UTC). */
  public void count(Collection<Attempt> attempts) {
    long all = attempts.stream().mapToLong(a -> a.operations().size()).sum();
    if (all == 0) {
      return;
    }
    long failed = attempts.stream().mapToLong(a -> a.of(Operation.FAILED).size()).sum();
    days.updateOne(
        Filters.eq("_id", LocalDate.now(ZoneOffset.UTC).toString()),
        Updates.combine(
            Updates.inc("successful_operations", all - failed),
            Updates.inc("failed_operations", failed)),
        new UpdateOptions().upsert(true));
  }
}
