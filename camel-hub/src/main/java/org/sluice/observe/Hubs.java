package org.sluice.observe;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hubs of the lake: database {@code log}, collection {@code hubs}, a document each. Every hub
 * tells of itself now and then, and shows what all have told. One that died is shown as silent for
 * a day, or until a hub is there under its name.
 */
public final class Hubs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hubs.class);
  private static final Duration SILENT = Duration.ofSeconds(30);
  private static final Duration KEPT = Duration.ofDays(1);

  private final MongoCollection<Document> hubs;
  private final String id = UUID.randomUUID().toString();
  private final String name;
  private final Readiness readiness;
  private final Supplier<Optional<String>> routes;
  private final Supplier<InHand> own;
  private final Date since = new Date();
  private volatile Others others = new Others(Instant.MIN, new InHand(Map.of(), Map.of()));
  private boolean told;
  private boolean closed;

  /**
   * @param log the database {@code log}
   * @param name where this hub listens, which no other does
   * @param routes name of the set of routes that this hub runs; empty while it is not the lake's
   * @param own what this hub has in hand of the queues
   */
  public Hubs(
      MongoDatabase log,
      String name,
      Readiness readiness,
      Supplier<Optional<String>> routes,
      Supplier<InHand> own) {
    this.hubs = log.getCollection("hubs");
    this.name = name;
    this.readiness = readiness;
    this.routes = routes;
    this.own = own;
  }

  /** What the other hubs said that they have in hand, as it was when it was read. */
  private record Others(Instant read, InHand inHand) {}

  /**
   * Tells of this hub as it now is, and hears of the others.
   *
   * @throws MongoException when MongoDB does not answer
   */
  public synchronized void tell() {
    if (closed) {
      return;
    }
    Map<String, Optional<String>> answers = readiness.last();
    boolean known = answers.keySet().containsAll(readiness.parts());
    Instant now = Instant.now();
    InHand mine = own.get();
    hubs.replaceOne(
        Filters.eq("_id", id),
        new Document("_id", id)
            .append("hub", name)
            .append("since", since)
            .append("seen", Date.from(now))
            .append("ready", known ? readiness.ready(answers) : null)
            .append(
                "not_well",
                answers.keySet().stream().filter(part -> answers.get(part).isPresent()).toList())
            .append("routes", routes.get().orElse(null))
            .append("running", list(mine.running(), "route", "runs"))
            .append("ahead", list(mine.ahead(), "queue", "entries")),
        new ReplaceOptions().upsert(true));
    if (!told) {
      hubs.deleteMany(
          Filters.and(
              Filters.ne("_id", id),
              Filters.or(Filters.eq("hub", name), Filters.lt("seen", Date.from(now.minus(KEPT))))));
      told = true;
    }
    others = new Others(now, others(now));
  }

  private static List<Document> list(Map<String, ? extends Number> figures, String of, String as) {
    List<Document> list = new ArrayList<>();
    new TreeMap<>(figures)
        .forEach(
            (name, figure) -> {
              if (figure.longValue() > 0) {
                list.add(new Document(of, name).append(as, figure));
              }
            });
    return list;
  }

  private InHand others(Instant now) {
    InHand all = new InHand(Map.of(), Map.of());
    for (Document one :
        hubs.find(
            Filters.and(
                Filters.ne("_id", id), Filters.gte("seen", Date.from(now.minus(SILENT)))))) {
      Map<String, Integer> running = new HashMap<>();
      for (Document each : one.getList("running", Document.class, List.of())) {
        running.put(each.getString("route"), each.getInteger("runs"));
      }
      Map<String, Long> ahead = new HashMap<>();
      for (Document each : one.getList("ahead", Document.class, List.of())) {
        ahead.put(each.getString("queue"), each.getLong("entries"));
      }
      all = all.and(new InHand(running, ahead));
    }
    return all;
  }

  /**
   * What this hub has in hand now and the others had when they last told. Nothing is asked for it:
   * where nothing was heard of the others for a while, they count for nothing.
   */
  InHand inHand() {
    Others last = others;
    return last.read().isBefore(Instant.now().minus(SILENT))
        ? own.get()
        : own.get().and(last.inHand());
  }

  /**
   * All hubs by name, as they were when they last told; this one is marked.
   *
   * @throws MongoException when MongoDB does not answer
   */
  public List<Map<String, Object>> all() {
    Instant now = Instant.now();
    List<Map<String, Object>> all = new ArrayList<>();
    for (Document one : hubs.find().sort(Sorts.ascending("hub"))) {
      Instant seen = one.getDate("seen").toInstant();
      if (seen.isBefore(now.minus(KEPT))) {
        continue;
      }
      Map<String, Object> shown = new LinkedHashMap<>(one);
      shown.remove("_id");
      shown.put("id", one.getString("_id"));
      shown.put("since", one.getDate("since").toInstant().toString());
      shown.put("seen", seen.toString());
      shown.put("silent", seen.isBefore(now.minus(SILENT)));
      shown.put("asked", one.getString("_id").equals(id));
      all.add(shown);
    }
    return all;
  }

  /** This hub ends, and is shown no more. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      hubs.deleteOne(Filters.eq("_id", id));
    } catch (MongoException e) {
      LOG.debug("The others show this hub as silent: {}", e.toString());
    }
  }
}
