package org.sluice.catalogue;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.ObjectKey;

/**
 * What each object and route wrote to gold, or was about to: {@code log.ledger}, a document an
 * object and route. It is written before gold is, so that nothing is in gold that it does not name.
 *
 * <p>{@code started} is the newest version that began to write or to remove. It never goes back: an
 * older version that comes late is told so.
 */
public final class Ledger {
  private static final int DUPLICATE_KEY = 11000;

  private final MongoCollection<Document> ledger;
  private volatile boolean indexed;

  public Ledger(MongoClient mongo) {
    this.ledger = mongo.getDatabase("log").getCollection("ledger");
  }

  private MongoCollection<Document> ledger() {
    if (!indexed) {
      ledger.createIndex(Indexes.ascending("key"));
      ledger.createIndex(Indexes.ascending("project"));
      indexed = true;
    }
    return ledger;
  }

  /**
   * An object's version about to write.
   *
   * @param keep whether its gold is to stay when the object is deleted
   * @param places what it may write to
   * @param fresh whether nothing was on record of the object and route a moment ago
   */
  public record Opening(
      ObjectKey key,
      String project,
      String route,
      String version,
      boolean keep,
      List<LedgerPlace> places,
      boolean fresh) {
    public Opening(
        ObjectKey key,
        String project,
        String route,
        String version,
        boolean keep,
        List<LedgerPlace> places) {
      this(key, project, route, version, keep, places, false);
    }

    String id() {
      return Ledger.id(key, route);
    }

    private Document document() {
      Document document =
          new Document("_id", id())
              .append("started", version)
              .append("keep", keep)
              .append("key", key.path())
              .append("account", key.account())
              .append("container", key.container())
              .append("object", key.object())
              .append("project", project)
              .append("route", route);
      if (!places.isEmpty()) {
        Document noted = new Document();
        places.forEach(place -> noted.append(place.code(), place.document()));
        document.append("places", noted);
      }
      return document;
    }
  }

  static String id(ObjectKey key, String route) {
    return Registrar.id(key) + "|" + route;
  }

  /** What is on record of objects and routes, by {@link LedgerEntry#id}. */
  public Map<String, LedgerEntry> find(Collection<QueuedObject> wanted) {
    Map<String, LedgerEntry> found = new HashMap<>();
    List<String> ids = wanted.stream().map(one -> id(one.key(), one.route())).distinct().toList();
    for (Document document : ledger().find(Filters.in("_id", ids))) {
      found.put(document.getString("_id"), LedgerEntry.of(document));
    }
    return found;
  }

  /** An object on the queue of a route. */
  public record QueuedObject(ObjectKey key, String route) {
    public String ledgerId() {
      return id(key, route);
    }
  }

  /** What any route wrote of objects. */
  public Map<ObjectKey, List<LedgerEntry>> ofObjects(Collection<ObjectKey> keys) {
    Map<ObjectKey, List<LedgerEntry>> found = new HashMap<>();
    if (keys.isEmpty()) {
      return found;
    }
    List<String> paths = keys.stream().map(ObjectKey::path).distinct().toList();
    for (Document document : ledger().find(Filters.in("key", paths))) {
      LedgerEntry entry = LedgerEntry.of(document);
      found.computeIfAbsent(entry.key(), k -> new ArrayList<>()).add(entry);
    }
    return found;
  }

  /** Tells what is on record of a project's objects, one after the other. */
  public void ofProject(String project, Consumer<LedgerEntry> each) {
    for (Document document : ledger().find(Filters.eq("project", project))) {
      each.accept(LedgerEntry.of(document));
    }
  }

  /**
   * Notes what versions are about to write, unless a newer one has begun.
   *
   * @return positions of those of which a newer one has
   */
  public Set<Integer> open(List<Opening> openings) {
    Map<Opening, Document> fresh = new IdentityHashMap<>();
    openings.stream().filter(Opening::fresh).forEach(one -> fresh.put(one, one.document()));
    List<Document> there = Inserts.unlessPresent(ledger(), List.copyOf(fresh.values()));
    fresh.values().removeAll(there);
    List<Integer> others =
        IntStream.range(0, openings.size())
            .filter(at -> !fresh.containsKey(openings.get(at)))
            .boxed()
            .toList();
    Set<Integer> refused = write(others.stream().map(openings::get).map(Ledger::opening).toList());
    return refused.stream().map(others::get).collect(Collectors.toSet());
  }

  private static UpdateOneModel<Document> opening(Opening one) {
    Document set = one.document();
    set.remove("_id");
    set.remove("places");
    List<Bson> updates = new ArrayList<>();
    updates.add(new Document("$set", set));
    one.places().forEach(place -> updates.add(place.note()));
    return new UpdateOneModel<>(
        Filters.and(Filters.eq("_id", one.id()), Filters.lte("started", one.version())),
        Updates.combine(updates),
        new UpdateOptions().upsert(true));
  }

  /** Notes that a removal has begun for a version; false when a newer one has. */
  public boolean begin(ObjectKey key, String route, String version) {
    Bson mine = Filters.and(Filters.eq("_id", id(key, route)), Filters.lte("started", version));
    boolean begun =
        ledger().updateOne(mine, Updates.set("started", version)).getMatchedCount() == 1;
    return begun || ledger().find(Filters.eq("_id", id(key, route))).first() == null;
  }

  /**
   * Notes again what an overtaken version wrote, whatever has begun since, so that whoever comes
   * next removes it.
   */
  public void reopen(Opening one) {
    List<Bson> updates = new ArrayList<>();
    one.places().forEach(place -> updates.add(place.note()));
    if (!updates.isEmpty()) {
      ledger().updateOne(Filters.eq("_id", one.id()), Updates.combine(updates));
    }
  }

  /** Forgets places whose records are gone. */
  public void forget(ObjectKey key, String route, Collection<LedgerPlace> places) {
    if (!places.isEmpty()) {
      ledger()
          .updateOne(
              Filters.eq("_id", id(key, route)),
              Updates.combine(places.stream().map(LedgerPlace::forget).toList()));
    }
  }

  private Set<Integer> write(List<UpdateOneModel<Document>> writes) {
    try {
      if (!writes.isEmpty()) {
        ledger().bulkWrite(writes, new BulkWriteOptions().ordered(false));
      }
      return Set.of();
    } catch (MongoBulkWriteException e) {
      Set<Integer> refused = new HashSet<>();
      for (BulkWriteError error : e.getWriteErrors()) {
        if (error.getCode() != DUPLICATE_KEY) {
          throw e;
        }
        refused.add(error.getIndex());
      }
      return refused;
    }
  }
}
