package org.sluice.repair;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one hub of the lake does at a time: database {@code log}, collection {@code leases}. A lease
 * is taken by compare-and-set, renewed while it is held, and free for any hub once its holder has
 * not renewed it for its length. Hubs' clocks may differ by a third of that.
 */
public final class Leases implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
  private static final int DUPLICATE_KEY = 11000;

  private final MongoCollection<Document> leases;
  private final Duration length;
  private final String hub = UUID.randomUUID().toString();
  private final Set<String> made = ConcurrentHashMap.newKeySet();
  private final Set<Lease> held = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "leases");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param log the database {@code log}
   * @param length how long a hub that died keeps the others from what it held
   */
  public Leases(MongoDatabase log, Duration length) {
    this.leases = log.getCollection("leases");
    this.length = length;
    long third = length.toMillis() / 3;
    renewals.scheduleWithFixedDelay(this::renewAll, third, third, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes a lease if nobody holds it.
   *
   * @throws MongoException when MongoDB does not answer
   */
  public Optional<Lease> take(String name) {
    return take(name, Duration.ZERO);
  }

  /**
   * Takes a lease if nobody holds it and nobody took it within that time, but for one who died
   * holding it: what is to be done once in a while, whichever hub comes first.
   *
   * @throws MongoException when MongoDB does not answer
   */
  public Optional<Lease> take(String name, Duration notWithin) {
    make(name);
    Instant now = Instant.now();
    Document taken =
        leases.findOneAndUpdate(
            Filters.and(
                Filters.eq("_id", name),
                Filters.lte("until", Date.from(now)),
                Filters.or(
                    Filters.eq("released", false),
                    Filters.lte("taken", Date.from(now.minus(notWithin))))),
            Updates.combine(
                Updates.set("holder", hub),
                Updates.set("released", false),
                Updates.set("taken", Date.from(now)),
                Updates.set("until", Date.from(now.plus(length))),
                Updates.unset("at"),
                Updates.inc("term", 1L)),
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    if (taken == null) {
      return Optional.empty();
    }
    Lease lease = new Lease(this, name, taken.getLong("term"), now.plus(safely()));
    held.add(lease);
    return Optional.of(lease);
  }

  private void make(String name) {
    if (made.contains(name)) {
      return;
    }
    try {
      leases.updateOne(
          Filters.eq("_id", name),
          Updates.combine(
              Updates.setOnInsert("until", new Date(0)),
              Updates.setOnInsert("taken", new Date(0)),
              Updates.setOnInsert("released", true),
              Updates.setOnInsert("term", 0L)),
          new UpdateOptions().upsert(true));
    } catch (MongoWriteException e) {
      // Two hubs made it at the same time.
      if (e.getCode() != DUPLICATE_KEY) {
        throw e;
      }
    }
    made.add(name);
  }

  /** A holder stops before others may begin, also where its clock is behind. */
  private Duration safely() {
    return length.multipliedBy(2).dividedBy(3);
  }

  private void renewAll() {
    for (Lease lease : held) {
      Instant now = Instant.now();
      try {
        long matched =
            leases
                .updateOne(mine(lease), Updates.set("until", Date.from(now.plus(length))))
                .getMatchedCount();
        if (matched == 1) {
          lease.until(now.plus(safely()));
        } else {
          lease.until(Instant.MIN);
          held.remove(lease);
          LOG.warn("Another hub has taken over {}", lease.name());
        }
      } catch (RuntimeException e) {
        LOG.debug("The lease of {} is not renewed: {}", lease.name(), e.toString());
      }
    }
  }

  void at(Lease lease, String what) {
    leases.updateOne(mine(lease), what == null ? Updates.unset("at") : Updates.set("at", what));
  }

  /**
   * Whether somebody holds a lease and is at that, as far as is known of who died holding it.
   *
   * @throws MongoException when MongoDB does not answer
   */
  public boolean isAt(String name, String what) {
    return leases
            .find(
                Filters.and(
                    Filters.eq("_id", name),
                    Filters.eq("at", what),
                    Filters.eq("released", false),
                    Filters.gt("until", new Date())))
            .first()
        != null;
  }

  private Bson mine(Lease lease) {
    return Filters.and(
        Filters.eq("_id", lease.name()),
        Filters.eq("holder", hub),
        Filters.eq("term", lease.term()));
  }

  void release(Lease lease) {
    lease.until(Instant.MIN);
    if (held.remove(lease)) {
      try {
        leases.updateOne(
            mine(lease),
            Updates.combine(Updates.set("until", new Date()), Updates.set("released", true)));
      } catch (MongoException e) {
        LOG.debug("{} is free once its lease is over: {}", lease.name(), e.toString());
      }
    }
  }

  /** Lets go of all that is held. */
  @Override
  public void close() {
    renewals.shutdownNow();
    held.forEach(this::release);
  }
}
