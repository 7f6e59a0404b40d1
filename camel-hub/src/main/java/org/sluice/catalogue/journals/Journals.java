package org.sluice.catalogue.journals;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bson.Document;
import org.sluice.event.JournalProgress;
import org.sluice.event.JournalRange;

/**
 * What the hub has of each journal: database {@code log}, collection {@code journals}. Hubs change
 * a document by compare-and-set on its revision, so that none undoes what another noted.
 */
public final class Journals {
  private static final int TRIES = 100;
  private static final int LIST_LIMIT = 1000;
  private static final int REMEMBERED = 200;

  private final MongoCollection<Document> journals;
  private volatile boolean indexed;

  /** As last written here: saves reading them, and the revision tells when another was there. */
  private final Map<String, Document> latest =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Document> eldest) {
              return size() > REMEMBERED;
            }
          });

  public Journals(MongoClient mongo) {
    this(mongo.getDatabase("log"));
  }

  /**
   * @param log the database that they are kept in
   */
  public Journals(MongoDatabase log) {
    this.journals = log.getCollection("journals");
  }

  private MongoCollection<Document> journals() {
    if (!indexed) {
      journals.createIndex(Indexes.ascending("whole"));
      journals.createIndex(Indexes.descending("seen"));
      indexed = true;
    }
    return journals;
  }

  /** Notes what was told of any journals: one write a journal. */
  public void tell(List<JournalProgress> told) {
    Map<String, List<JournalProgress>> byJournal = new LinkedHashMap<>();
    for (JournalProgress one : told) {
      String id = Coverage.id(one.proxy(), one.epoch());
      byJournal.computeIfAbsent(id, i -> new ArrayList<>()).add(one);
    }
    Instant now = Instant.now();
    for (List<JournalProgress> some : byJournal.values()) {
      JournalProgress first = some.get(0);
      change(
          first.proxy(),
          first.epoch(),
          coverage -> {
            some.forEach(one -> coverage.tell(one, now));
            return true;
          });
    }
  }

  /** Every journal's document as the API shows it, the one heard of last first. */
  public List<Map<String, Object>> list() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Document document : journals().find().sort(Sorts.descending("seen")).limit(LIST_LIMIT)) {
      Map<String, Object> shown = new LinkedHashMap<>(document);
      shown.keySet().removeAll(List.of("_id", "revision"));
      list.add(shown);
    }
    return list;
  }

  /** The highest number told of a journal; -1 for one that was never heard of. */
  public long highest(String proxy, String epoch) {
    Document found = journals().find(Filters.eq("_id", Coverage.id(proxy, epoch))).first();
    return found == null ? -1 : Coverage.of(found).highest();
  }

  /**
   * Wants a range again because a person does.
   *
   * @return false where too many ranges of the journal are asked for already
   */
  public boolean ask(JournalRange range) {
    return change(
        range.proxy(),
        range.epoch(),
        coverage -> coverage.ask(range.from(), range.to(), Instant.now()));
  }

  /** Journals with gaps, losses, or something asked for. */
  List<Coverage> unwhole() {
    List<Coverage> found = new ArrayList<>();
    for (Document document :
        journals()
            .find(Filters.eq("whole", false))
            .sort(Sorts.descending("seen"))
            .limit(LIST_LIMIT)) {
      found.add(Coverage.of(document));
    }
    return found;
  }

  /**
   * Numbers that are lost or, for longer than the grace period, missing, and that no comparison of
   * all containers has answered.
   */
  public Unanswered unanswered(Instant now, Duration grace) {
    return new Unanswered(
        unwhole().stream()
            .map(journal -> journal.lack(now, grace))
            .filter(lack -> !lack.isEmpty())
            .toList());
  }

  /** Notes that all containers were compared since these numbers were found to be missing. */
  public void answer(Unanswered numbers) {
    for (Unanswered.Lack lack : numbers.lacks()) {
      change(
          lack.proxy(),
          lack.epoch(),
          coverage -> {
            coverage.answer(lack);
            return true;
          });
    }
  }

  /** Wants the gaps that are older than the grace period. */
  Coverage askForGaps(Coverage known, Instant now, Duration grace) {
    return change(
        known.proxy(),
        known.epoch(),
        coverage -> {
          coverage.askForGaps(now, grace);
          return coverage;
        });
  }

  /** Counts that a range has been asked for. */
  void given(JournalRange range, Instant when) {
    change(
        range.proxy(),
        range.epoch(),
        coverage -> {
          coverage.given(range.from(), range.to(), Date.from(when));
          return true;
        });
  }

  private <T> T change(String proxy, String epoch, Function<Coverage, T> change) {
    String id = Coverage.id(proxy, epoch);
    for (int i = 0; i < TRIES; i++) {
      Document found = latest.remove(id);
      if (found == null) {
        found = journals().find(Filters.eq("_id", id)).first();
      }
      Coverage coverage = found == null ? new Coverage(proxy, epoch) : Coverage.of(found);
      T result = change.apply(coverage);
      Document next = coverage.document();
      if (stored(found, next)) {
        latest.put(id, next);
        return result;
      }
    }
    throw new IllegalStateException(
        "log.journals " + id + " was changed by others " + TRIES + " times in a row");
  }

  private boolean stored(Document found, Document next) {
    if (found == null) {
      try {
        journals().insertOne(next);
        return true;
      } catch (MongoWriteException e) {
        if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
          return false;
        }
        throw e;
      }
    }
    return journals()
            .replaceOne(
                Filters.and(
                    Filters.eq("_id", found.get("_id")),
                    Filters.eq("revision", found.get("revision"))),
                next)
            .getMatchedCount()
        == 1;
  }
}
