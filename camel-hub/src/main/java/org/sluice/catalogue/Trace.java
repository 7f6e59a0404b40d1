package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/** What is on record of objects, for those who ask. */
public final class Trace {
  private static final int PAGE = 500;

  /** What shows an object, and tells which routes took it. */
  private static final Bson SHOWN =
      Projections.include(
          OBJECT, CONTAINER, ACCOUNT, STATUS, CONTENT_TYPE, SIZE, TIMESTAMP, EVENT_ID, EXPECTED);

  private static final Set<String> PASSED =
      Set.of(Status.DECLINED.text(), Status.SUPERSEDED.text());

  private final Documents documents;
  private final Runs runs;

  public Trace(Documents documents, Runs runs) {
    this.documents = documents;
    this.runs = runs;
  }

  /** An object's document, runs and operations in order; null when it is not known. */
  public Map<String, Object> of(ObjectKey key) {
    Document document = documents.find(key);
    if (document == null) {
      return null;
    }
    Map<String, Object> trace = summary(document);
    trace.put("project", document.get(PROJECT));
    trace.put("event_id", document.get(EVENT_ID));
    trace.put("trans_id", document.get(TRANS_ID));
    trace.put("duplicate_of", document.get(DUPLICATE_OF));
    trace.put("document", document);
    List<Document> all = runs.of(key);
    for (RunKey to : Documents.unrecorded(document, all)) {
      all.add(waiting(to, Documents.object(document)));
    }
    all.forEach(run -> run.remove("_id"));
    trace.put("runs", all);
    if (all.stream().anyMatch(Trace::madeObjects)) {
      trace.put("members", new Members(documents).told(key));
    }
    return trace;
  }

  /** Whether a run was an archive's, whose files became objects. */
  private static boolean madeObjects(Document run) {
    return run.get("gold") instanceof List<?> gold
        && gold.stream()
            .anyMatch(
                one -> one instanceof Document place && "members".equals(place.get("service")));
  }

  /**
   * Objects, at most as many as were asked for.
   *
   * @param more whether there are others
   */
  public record Listed(List<Map<String, Object>> objects, boolean more) {
    private static Listed of(List<Map<String, Object>> found, int limit) {
      return found.size() > limit
          ? new Listed(List.copyOf(found.subList(0, limit)), true)
          : new Listed(found, false);
    }
  }

  /**
   * Objects that a request to Swift changed, by its {@code X-Trans-Id}: those that stand at that
   * change or, where none does, those that had a run for it. Neither is indexed, as each index
   * makes each upload dearer: all of the catalogue is gone through.
   */
  public Listed ofRequest(String transId, int limit) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (MongoCollection<Document> collection : documents.all()) {
      if (found.size() > limit) {
        break;
      }
      collection
          .find(Filters.eq(TRANS_ID, transId))
          .projection(SHOWN)
          .limit(limit + 1 - found.size())
          .forEach(document -> found.add(summary(document)));
    }
    if (found.isEmpty()) {
      documents
          .byProject(runs.ofRequest(transId, limit + 1))
          .forEach(
              (project, keys) ->
                  documents
                      .find(project, keys, SHOWN)
                      .values()
                      .forEach(document -> found.add(summary(document))));
    }
    return Listed.of(found, limit);
  }

  /** Objects, by status, project and route; null for any. Newest first within a project. */
  public Listed list(String project, String status, String route, int limit) {
    List<Bson> conditions = new ArrayList<>();
    conditions.add(Filters.exists(OBJECT));
    if (status != null) {
      conditions.add(Filters.eq(STATUS, status));
    }
    if (project != null) {
      conditions.add(Filters.eq(PROJECT, project));
    }
    Collection<MongoCollection<Document>> where =
        project == null ? documents.all() : List.of(documents.read(project));
    List<Map<String, Object>> found = new ArrayList<>();
    for (MongoCollection<Document> collection : where) {
      int most = limit + 1 - found.size();
      if (most == 0) {
        break;
      }
      FindIterable<Document> newest =
          collection
              .find(Filters.and(conditions))
              .projection(SHOWN)
              .sort(Sorts.descending(TIMESTAMP));
      List<Document> some =
          route == null ? newest.limit(most).into(new ArrayList<>()) : takenBy(route, newest, most);
      some.forEach(document -> found.add(summary(document)));
    }
    return Listed.of(found, limit);
  }

  /** Asked for page by page: a route may have had runs of all objects that there are. */
  private List<Document> takenBy(String route, FindIterable<Document> newest, int most) {
    List<Document> taken = new ArrayList<>();
    List<Document> page = new ArrayList<>();
    try (MongoCursor<Document> cursor = newest.allowDiskUse(true).batchSize(PAGE).iterator()) {
      while (cursor.hasNext() && taken.size() < most) {
        page.add(cursor.next());
        if (page.size() == PAGE || !cursor.hasNext()) {
          taken.addAll(takenBy(route, page));
          page.clear();
        }
      }
    }
    return taken.size() > most ? taken.subList(0, most) : taken;
  }

  private List<Document> takenBy(String route, List<Document> page) {
    Map<String, List<Document>> ofEvents =
        runs.ofEvents(page.stream().map(document -> document.getString(EVENT_ID)).toList());
    return page.stream()
        .filter(
            document ->
                Documents.expects(document, route)
                    || ofEvents.getOrDefault(document.getString(EVENT_ID), List.of()).stream()
                        .anyMatch(run -> tookBy(route, run)))
        .toList();
  }

  private static boolean tookBy(String route, Document run) {
    return route.equals(run.getString("route")) && !PASSED.contains(run.getString("status"));
  }

  /** A run that is to come, as those on record are. */
  private static Document waiting(RunKey key, LakeObject object) {
    return RunOf.of(key, object, null)
        .document()
        .append("status", Status.WAITING.text())
        .append("attempts", 0)
        .append("operations", List.of());
  }

  private static Map<String, Object> summary(Document document) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("object", document.get(OBJECT));
    summary.put("container", document.get(CONTAINER));
    summary.put("account", document.get(ACCOUNT));
    summary.put("status", document.get(STATUS));
    summary.put("content_type", document.get(CONTENT_TYPE));
    summary.put("size", document.get(SIZE));
    summary.put("timestamp", document.get(TIMESTAMP));
    return summary;
  }
}
