package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/** What is on record of objects, for those who ask. */
public final class Trace {
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
    return trace;
  }

  /**
   * Objects that a request to Swift changed, by its {@code X-Trans-Id}: those that stand at that
   * change or, where none does, those that had a run for it. Neither is indexed, as each index
   * makes each upload dearer: all of the catalogue is gone through.
   */
  public List<Map<String, Object>> ofRequest(String transId, int limit) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (MongoCollection<Document> collection : documents.all()) {
      for (Document document : collection.find(Filters.eq(TRANS_ID, transId)).limit(limit)) {
        found.add(summary(document));
      }
    }
    if (found.isEmpty()) {
      documents
          .find(runs.ofRequest(transId, limit))
          .values()
          .forEach(document -> found.add(summary(document)));
    }
    return found.size() > limit ? found.subList(0, limit) : found;
  }

  /** Objects, by status, project and route; null for any. Newest first within a project. */
  public List<Map<String, Object>> list(String project, String status, String route, int limit) {
    List<Bson> conditions = new ArrayList<>();
    conditions.add(Filters.exists(OBJECT));
    if (status != null) {
      conditions.add(Filters.eq(STATUS, status));
    }
    if (project != null) {
      conditions.add(Filters.eq(PROJECT, project));
    }
    Set<String> taken = route == null ? null : takenBy(route);
    Collection<MongoCollection<Document>> where =
        project == null ? documents.all() : List.of(documents.collection(project));
    List<Map<String, Object>> found = new ArrayList<>();
    for (MongoCollection<Document> collection : where) {
      for (Document document :
          collection.find(Filters.and(conditions)).sort(Sorts.descending(TIMESTAMP))) {
        if (found.size() >= limit) {
          return found;
        }
        if (taken == null
            || taken.contains(document.getString(EVENT_ID))
            || Documents.expects(document, route)) {
          found.add(summary(document));
        }
      }
    }
    return found;
  }

  /** A run that is to come, as those on record are. */
  private static Document waiting(RunKey key, LakeObject object) {
    return RunOf.of(key, object, null)
        .document()
        .append("status", Status.WAITING.text())
        .append("attempts", 0)
        .append("operations", List.of());
  }

  private Set<String> takenBy(String route) {
    return runs.ofRoute(route).stream()
        .map(run -> run.getString("event_id"))
        .collect(Collectors.toSet());
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
