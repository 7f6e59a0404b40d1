package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bson.Document;
import org.sluice.event.Names;
import org.sluice.event.ObjectKey;
import org.sluice.event.Projects;

/** What the catalogue holds of containers, to be compared with what Swift holds. */
public class Inventory {
  private final Documents documents;
  private final Walk walk;

  public Inventory(Documents documents) {
    this.documents = documents;
    this.walk = new Walk(documents);
  }

  /**
   * What a document says of its object.
   *
   * @param timestamp of its data; of a deleted one, of its deletion
   * @param metaTimestamp of the POST that was told last; null for none
   * @param etag null where it is not known, as of a dynamic large object
   */
  public record Known(
      String name,
      String timestamp,
      String metaTimestamp,
      String etag,
      Status status,
      String contentType,
      Map<String, String> userMeta) {
    public boolean isDeleted() {
      return status == Status.DELETED;
    }

    /** When the object was last changed, as far as the catalogue knows. */
    public String changed() {
      return metaTimestamp == null || metaTimestamp.compareTo(timestamp) < 0
          ? timestamp
          : metaTimestamp;
    }
  }

  /** Whether something is registered for a project, be it deleted since. */
  public boolean knows(String project) {
    return documents.names().contains(Names.collection(project));
  }

  /** Projects that something is registered for, but for those whose collection's name is cut. */
  public List<String> projects() {
    return documents.names().stream()
        .filter(name -> !Names.shortened(name))
        .map(Names::decode)
        .toList();
  }

  /** Accounts beside the lake's own that something is registered of, as their projects tell. */
  public Set<String> accounts() {
    return projects().stream()
        .map(Projects::account)
        .flatMap(Optional::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A container that some document is of. */
  public record Place(String account, String container) {}

  /** Whom a container's objects belong to. */
  public String project(Place place) {
    return documents.project(new ObjectKey(place.account(), place.container(), "-"));
  }

  /**
   * All objects of a container that are not deleted, in no order. Members of archives are none:
   * they come and go with what holds them.
   */
  public void each(Place place, Consumer<Known> each) {
    walk(
        project(place),
        () -> {},
        document -> {
          // A project's objects are of more than one account where the lake has several.
          if (document.get(MEMBER) == null
              && place.account().equals(document.getString(ACCOUNT))
              && place.container().equals(document.getString(CONTAINER))) {
            each.accept(known(document));
          }
        });
  }

  /** In pages: one long command would keep all others of the database waiting. */
  private void walk(String project, Runnable atPage, Consumer<Document> each) {
    Walk.Choice all = new Walk.Choice(project, null, null, null, List.of());
    Walk.Place from = Walk.Place.BEGINNING;
    while (from != null) {
      atPage.run();
      Walk.Page page = walk.next(from, all);
      page.documents().forEach(each);
      from = page.next();
    }
  }

  /** What the documents of some objects say now, deleted ones included. */
  public Map<ObjectKey, Known> find(Collection<ObjectKey> keys) {
    Map<ObjectKey, Known> found = new HashMap<>();
    documents
        .find(keys)
        .forEach(
            (key, document) -> {
              if (document.getString(TIMESTAMP) != null) {
                found.put(key, known(document));
              }
            });
    return found;
  }

  /** Notes that a POST was looked at and changed nothing that the catalogue holds. */
  public void metadataSeen(ObjectKey key, String timestamp, String metaTimestamp) {
    documents
        .collection(key)
        .updateOne(
            Filters.and(
                Documents.is(key),
                Filters.eq(TIMESTAMP, timestamp),
                Filters.or(
                    Filters.exists(META_TIMESTAMP, false),
                    Filters.lt(META_TIMESTAMP, metaTimestamp))),
            Updates.set(META_TIMESTAMP, metaTimestamp));
  }

  /**
   * All containers of which there are objects.
   *
   * @param project whose; null for all
   * @param atPage run before each page of the catalogue; what it throws ends the walk
   */
  public Set<Place> places(String project, Runnable atPage) {
    Set<Place> places = new LinkedHashSet<>();
    walk(
        project,
        atPage,
        document -> {
          String account = document.getString(ACCOUNT);
          String container = document.getString(CONTAINER);
          if (account != null && container != null) {
            places.add(new Place(account, container));
          }
        });
    return places;
  }

  private static Known known(Document document) {
    Map<String, String> meta = new TreeMap<>();
    if (document.get(USER_META) instanceof Document said) {
      said.forEach((name, value) -> meta.put(name, String.valueOf(value)));
    }
    String status = document.getString(STATUS);
    return new Known(
        document.getString(OBJECT),
        document.getString(TIMESTAMP),
        document.getString(META_TIMESTAMP),
        document.getString(ETAG),
        status == null ? Status.WAITING : Status.of(status),
        document.getString(CONTENT_TYPE),
        meta);
  }
}
