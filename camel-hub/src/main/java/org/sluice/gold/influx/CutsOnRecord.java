package org.sluice.gold.influx;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.Reading;

/** In MongoDB, {@code log.cuts}: a document a stretch, kept a little longer than a write takes. */
public final class CutsOnRecord implements Cuts {
  private static final Duration KEPT = Duration.ofMinutes(1);

  /** By another hub's clock, which may be another. */
  private static final Duration KEPT_OF_OTHERS = Duration.ofMinutes(10);

  /** Of a hub that was killed meanwhile. */
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  private static final Duration SWEPT = Duration.ofSeconds(10);

  private final String hub = UUID.randomUUID().toString();
  private final MongoCollection<Document> cuts;
  private volatile boolean indexed;
  private volatile Instant swept = Instant.EPOCH;

  /**
   * @param log database of the catalogue's history
   */
  public CutsOnRecord(MongoDatabase log) {
    this.cuts = log.getCollection("cuts");
  }

  private MongoCollection<Document> cuts() {
    if (!indexed) {
      cuts.createIndex(Indexes.ascending("database", "measurement"));
      indexed = true;
    }
    return cuts;
  }

  @Override
  public String begin(Cut cut) {
    sweep();
    String id = UUID.randomUUID().toString();
    TimeRange range = cut.range();
    cuts()
        .insertOne(
            new Document("_id", id)
                .append("hub", hub)
                .append("database", cut.database())
                .append("measurement", cut.measurement())
                .append("from", range.from())
                .append("to", range.to())
                .append("tags", range.tags() == null ? null : pairs(range.tags()))
                .append("begun", new Date()));
    return id;
  }

  @Override
  public void over(String id) {
    cuts().updateOne(Filters.eq("_id", id), Updates.set("over", new Date()));
  }

  @Override
  public Told find(Told one) {
    Document found = cuts().find(Filters.eq("_id", one.id())).first();
    return found == null ? new Told(one.id(), one.cut(), true) : told(found);
  }

  @Override
  public List<Told> others(String database, List<Reading> points) {
    sweep();
    List<Told> others = new ArrayList<>();
    cuts()
        .find(
            Filters.and(
                Filters.eq("database", database),
                Filters.in(
                    "measurement", points.stream().map(Reading::measurement).distinct().toList()),
                Filters.ne("hub", hub)))
        .forEach(one -> others.add(told(one)));
    return others;
  }

  private static Told told(Document one) {
    List<Document> pairs = one.getList("tags", Document.class);
    Map<String, String> tags = pairs == null ? null : new TreeMap<>();
    if (pairs != null) {
      pairs.forEach(pair -> tags.put(pair.getString("tag"), pair.getString("value")));
    }
    TimeRange range = new TimeRange(one.getLong("from"), one.getLong("to"), tags);
    Cut cut = new Cut(one.getString("database"), one.getString("measurement"), range);
    return new Told(one.getString("_id"), cut, one.getDate("over") != null);
  }

  /** A tag's name may be none of a field. */
  private static List<Document> pairs(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> new Document("tag", tag.getKey()).append("value", tag.getValue()))
        .toList();
  }

  private void sweep() {
    Instant now = Instant.now();
    if (swept.plus(SWEPT).isBefore(now)) {
      swept = now;
      Bson mine = Filters.and(Filters.eq("hub", hub), before("over", now.minus(KEPT)));
      Bson others = before("over", now.minus(KEPT_OF_OTHERS));
      cuts().deleteMany(Filters.or(mine, others, before("begun", now.minus(FORGOTTEN))));
    }
  }

  private static Bson before(String field, Instant time) {
    return Filters.lt(field, Date.from(time));
  }
}
