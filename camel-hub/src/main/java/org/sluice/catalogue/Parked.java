package org.sluice.catalogue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/** Runs that are set aside with their reason, of objects' newest versions. */
public final class Parked {
  private static final int READ = 500;
  private static final Bson PLACE =
      Projections.include("route", "event_id", "account", "container", "object");

  private final MongoCollection<Document> runs;
  private final Documents documents;
  private volatile boolean indexed;

  public Parked(MongoClient mongo, Documents documents) {
    this.runs = Runs.collection(mongo);
    this.documents = documents;
  }

  /**
   * Which runs are meant; null stands for any.
   *
   * @param account of their object, as container and object are
   * @param code of their fault
   * @param run id of one
   * @param before parked earlier than that
   * @param after with an id behind this one
   */
  public record Choice(
      String project,
      String route,
      String code,
      String account,
      String container,
      String object,
      String run,
      Instant before,
      String after) {
    /** Whether it leaves out any. */
    public boolean isNarrow() {
      return project != null
          || route != null
          || code != null
          || account != null
          || container != null
          || object != null
          || run != null;
    }

    private Bson filter() {
      List<Bson> all = new ArrayList<>();
      all.add(Filters.eq("status", Status.PARKED.text()));
      equal(all, "project", project);
      equal(all, "route", route);
      equal(all, "error.code", code);
      equal(all, "account", account);
      equal(all, "container", container);
      equal(all, "object", object);
      equal(all, "_id", run);
      if (before != null) {
        all.add(Filters.lt("ended", Date.from(before)));
      }
      if (after != null) {
        all.add(Filters.gt("_id", after));
      }
      return Filters.and(all);
    }

    private static void equal(List<Bson> all, String field, String value) {
      if (value != null) {
        all.add(Filters.eq(field, value));
      }
    }
  }

  /**
   * A parked run.
   *
   * @param object as it is now
   * @param since when it was parked
   */
  public record One(RunKey run, LakeObject object, Trouble trouble, int attempts, Instant since) {}

  /** Those chosen, by id, at most so many. */
  public List<One> find(Choice choice, int most) {
    List<One> found = new ArrayList<>();
    List<Document> some = new ArrayList<>();
    for (Document run : runs().find(choice.filter()).sort(Sorts.ascending("_id"))) {
      some.add(run);
      if (some.size() == READ) {
        found.addAll(ofNewest(some));
        some.clear();
        if (found.size() >= most) {
          break;
        }
      }
    }
    found.addAll(ofNewest(some));
    return found.size() > most ? List.copyOf(found.subList(0, most)) : found;
  }

  /** How many there are of each route. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    List<Document> some = new ArrayList<>();
    for (Document run : runs().find(Filters.eq("status", Status.PARKED.text())).projection(PLACE)) {
      some.add(run);
      if (some.size() == READ) {
        count(some, counts);
        some.clear();
      }
    }
    count(some, counts);
    return counts;
  }

  private void count(List<Document> some, Map<String, Long> counts) {
    Map<ObjectKey, Document> known =
        documents.standing(some.stream().map(Parked::key).distinct().toList());
    for (Document run : some) {
      if (Documents.isOf(known.get(key(run)), run.getString("event_id"))) {
        counts.merge(run.getString("route"), 1L, Long::sum);
      }
    }
  }

  private MongoCollection<Document> runs() {
    if (!indexed) {
      runs.createIndex(
          Indexes.ascending("status", "_id"),
          new IndexOptions().partialFilterExpression(Filters.eq("status", Status.PARKED.text())));
      indexed = true;
    }
    return runs;
  }

  /** What was parked of a version that is not the newest has nothing more to say. */
  private List<One> ofNewest(List<Document> some) {
    Map<ObjectKey, Document> known =
        documents.find(some.stream().map(Parked::key).distinct().toList());
    List<One> newest = new ArrayList<>();
    for (Document run : some) {
      Document document = known.get(key(run));
      if (Documents.isOf(document, run.getString("event_id"))) {
        newest.add(one(run, Documents.object(document)));
      }
    }
    return newest;
  }

  private static ObjectKey key(Document run) {
    return new ObjectKey(
        run.getString("account"), run.getString("container"), run.getString("object"));
  }

  private static One one(Document run, LakeObject object) {
    Date ended = run.getDate("ended");
    return new One(
        new RunKey(
            run.getString("event_id"),
            run.getString("route"),
            run.getString("revision"),
            run.getString("replay")),
        object,
        Trouble.of(run.get("error", Document.class)),
        run.getInteger("attempts", 0),
        ended == null ? null : ended.toInstant());
  }
}
