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
  private final Supplier<Map<String, Integer>> running;
  private final Date since = new Date();
  private boolean told;
  private boolean closed;

  /**
   * @param log the database {@code log}
   * @param name where this hub listens, which no other does
   * @param routes name of the set of routes that this hub runs; empty while it is not the lake's
   * @param running how many runs this hub is at, by route
   */
  public Hubs(
      MongoDatabase log,
      String name,
      Readiness readiness,
      Supplier<Optional<String>> routes,
      Supplier<Map<String, Integer>> running) {
    this.hubs = log.getCollection("hubs");
    this.name = name;
    this.readiness = readiness;
    this.routes = routes;
    this.running = running;
  }

  /**
   * Tells of this hub as it now is.
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
    List<Document> at = new ArrayList<>();
    new TreeMap<>(running.get())
        .forEach(
            (route, runs) -> {
              if (runs > 0) {
                at.add(new Document("route", route).append("runs", runs));
              }
            });
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
            .append("running", at),
        new ReplaceOptions().upsert(true));
    if (!told) {
      hubs.deleteMany(
          Filters.and(
              Filters.ne("_id", id),
              Filters.or(Filters.eq("hub", name), Filters.lt("seen", Date.from(now.minus(KEPT))))));
      told = true;
    }
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
