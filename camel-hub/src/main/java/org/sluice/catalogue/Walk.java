package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.Names;

/**
 * Goes through the catalogue page by page, in an order that stays: collections by name and, in
 * each, documents by {@code _id}, those of insertion tools first. Ours have ids that are spread
 * evenly, so a page is a range of them that holds some hundreds: no page costs more than what is on
 * it, however many documents there are.
 */
public final class Walk {
  private static final String LAST = "\uffff";
  private static final int PAGE = 500;
  private static final Bson FIELDS = Projections.exclude(SUCCESSFUL, FAILED);

  private final Documents documents;

  public Walk(Documents documents) {
    this.documents = documents;
  }

  /**
   * Where a walk stands: all before it is done.
   *
   * @param collection null at the beginning
   * @param id of the last document, or a text before the next; null at the collection's beginning
   */
  public record Place(String collection, Object id) {
    public static final Place BEGINNING = new Place(null, null);
  }

  /**
   * Which objects are meant, as far as the database is asked; null stands for any. What is deleted
   * is never meant.
   *
   * @param project whose collection; another's documents are not in it
   * @param status an object's
   * @param since their data was stored then or later
   * @param until their data was stored earlier
   * @param ids the lake's numbers of objects; empty for any
   */
  public record Choice(
      String project, String status, Instant since, Instant until, List<String> ids) {
    private Bson filter() {
      List<Bson> all = new ArrayList<>();
      all.add(Filters.exists(EVENT_ID));
      all.add(
          status == null
              ? Filters.ne(STATUS, Status.DELETED.text())
              // Not by equality: the local lake's server would gather all of that status each time.
              : Filters.not(Filters.ne(STATUS, status)));
      if (since != null) {
        all.add(Filters.gte(TIMESTAMP, timestamp(since)));
      }
      if (until != null) {
        all.add(Filters.lt(TIMESTAMP, timestamp(until)));
      }
      if (!ids.isEmpty()) {
        List<Object> both = new ArrayList<>(ids);
        ids.forEach(id -> both.add(Long.parseLong(id)));
        all.add(Filters.in(SWIFT_ID, both));
      }
      return Filters.and(all);
    }

    private static String timestamp(Instant at) {
      return String.format(Locale.ROOT, "%010d.%05d", at.getEpochSecond(), at.getNano() / 10_000);
    }
  }

  /**
   * @param collection where they stand; null where there is none
   * @param documents without their operations, in order
   * @param next where the next page begins; null when this was the last
   */
  public record Page(String collection, List<Document> documents, Place next) {}

  /** How many documents a walk goes over at the most. */
  public long size(String project) {
    return collections(project).stream()
        .mapToLong(name -> documents.named(name).estimatedDocumentCount())
        .sum();
  }

  private Collection<String> collections(String project) {
    return project == null ? documents.names() : List.of(Names.collection(project));
  }

  /** The page that begins there; it may be empty though others follow. */
  public Page next(Place from, Choice choice) {
    for (String name : collections(choice.project())) {
      int order = from.collection() == null ? 1 : name.compareTo(from.collection());
      if (order == 0) {
        return page(name, from.id(), choice);
      }
      if (order > 0) {
        return page(name, null, choice);
      }
    }
    return new Page(null, List.of(), null);
  }

  private Page page(String name, Object after, Choice choice) {
    MongoCollection<Document> collection = documents.named(name);
    Bson filter = choice.filter();
    if (after instanceof String text) {
      String end = ranges(collection, choice).end(text);
      List<Document> found =
          collection
              .find(
                  Filters.and(
                      Filters.gt("_id", text),
                      end == null ? Filters.lte("_id", LAST) : Filters.lte("_id", end),
                      filter))
              .projection(FIELDS)
              .sort(Sorts.ascending("_id"))
              .into(new ArrayList<>());
      return new Page(name, found, end == null ? following(name, choice) : new Place(name, end));
    }
    Bson theirs = Filters.type("_id", BsonType.OBJECT_ID);
    List<Document> found =
        collection
            .find(
                after == null
                    ? Filters.and(theirs, filter)
                    : Filters.and(Filters.gt("_id", after), theirs, filter))
            .projection(FIELDS)
            .sort(Sorts.ascending("_id"))
            .limit(PAGE)
            .into(new ArrayList<>());
    Object last = found.size() < PAGE ? "" : found.get(found.size() - 1).get("_id");
    return new Page(name, found, new Place(name, last));
  }

  /** The beginning of the next collection; null where there is none. */
  private Place following(String name, Choice choice) {
    return collections(choice.project()).stream()
        .filter(other -> other.compareTo(name) > 0)
        .findFirst()
        .map(other -> new Place(other, null))
        .orElse(null);
  }

  private static IdRanges ranges(MongoCollection<Document> collection, Choice choice) {
    return choice.ids().isEmpty()
        ? IdRanges.of(collection.estimatedDocumentCount(), PAGE)
        : new IdRanges(0, 1);
  }
}
