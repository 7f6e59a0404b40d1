package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.ObjectKey;
import org.sluice.event.Sidecar;

/**
 * Keeps in objects' documents what their runs came to: the latest operations, the gold services
 * that hold the object, and the status that its newest version's runs make.
 */
public final class Statuses {
  private final Documents documents;
  private final Runs runs;
  private final int entries;

  /**
   * @param entries how many operations a document keeps of each outcome
   */
  public Statuses(Documents documents, Runs runs, int entries) {
    this.documents = documents;
    this.runs = runs;
    this.entries = entries;
  }

  /** Computes statuses anew. */
  public void refresh(Collection<ObjectKey> keys) {
    settle(documents.find(keys), List.of(), Map.of());
  }

  /**
   * Notes what attempts did and computes statuses anew: one read and one write for all objects of a
   * project. A document is written by compare-and-set: of two that do so at once, the one that read
   * later wins. An attempt that a document has already is not noted again.
   *
   * @param read documents as they were read before the runs' ends were put on record, by key
   * @param alone statuses of objects that have but one run, as long as their documents are as read
   */
  public void settle(
      Map<ObjectKey, Document> read, List<Attempt> attempts, Map<ObjectKey, Status> alone) {
    Set<ObjectKey> all = new LinkedHashSet<>(read.keySet());
    Map<ObjectKey, List<Attempt>> byKey =
        attempts.stream().collect(Collectors.groupingBy(attempt -> attempt.object().key()));
    Map<ObjectKey, Document> found = read;
    Map<ObjectKey, Status> known = alone;
    while (!all.isEmpty()) {
      all.retainAll(overtaken(found, known, byKey));
      if (!all.isEmpty()) {
        found = documents.find(all);
        known = Map.of();
      }
    }
  }

  private Map<String, List<Document>> runs(
      Map<ObjectKey, Document> found, Map<ObjectKey, Status> known) {
    return runs.ofEvents(
        found.entrySet().stream()
            .filter(entry -> !known.containsKey(entry.getKey()))
            .map(entry -> entry.getValue().getString(EVENT_ID))
            .filter(Objects::nonNull)
            .distinct()
            .toList());
  }

  /** Writes, and answers which objects are to be looked at again. */
  private Set<ObjectKey> overtaken(
      Map<ObjectKey, Document> found,
      Map<ObjectKey, Status> known,
      Map<ObjectKey, List<Attempt>> byKey) {
    Map<String, List<Document>> byEvent = runs(found, known);
    Map<String, Map<ObjectKey, UpdateOneModel<Document>>> writes = new HashMap<>();
    Set<ObjectKey> again = new HashSet<>();
    found.forEach(
        (key, document) -> {
          String status = status(document, known.get(key), byEvent);
          List<Bson> updates = updates(document, status, byKey.getOrDefault(key, List.of()));
          if (!updates.isEmpty()) {
            writes
                .computeIfAbsent(documents.project(key), p -> new HashMap<>())
                .put(key, new UpdateOneModel<>(unchanged(document), Updates.combine(updates)));
          }
        });
    writes.forEach(
        (project, some) -> {
          var result =
              documents
                  .collection(project)
                  .bulkWrite(List.copyOf(some.values()), new BulkWriteOptions().ordered(false));
          if (result.getMatchedCount() < some.size()) {
            // It is not told which: all are looked at again.
            again.addAll(some.keySet());
          }
        });
    return again;
  }

  private List<Bson> updates(Document document, String status, List<Attempt> attempts) {
    List<Bson> updates = new ArrayList<>();
    List<Attempt> fresh = attempts.stream().filter(a -> !Entries.hold(document, a)).toList();
    Entries.push(updates, SUCCESSFUL, fresh, Operation.SUCCEEDED, entries);
    Entries.push(updates, FAILED, fresh, Operation.FAILED, entries);
    List<?> services = Entries.list(document, GOLD_SERVICES);
    List<Object> now = services(services, fresh);
    if (!now.equals(services)) {
      updates.add(Updates.set(GOLD_SERVICES, now));
    }
    if (status != null) {
      // Also where it is what was read: another may have written since, and then all is read anew.
      updates.add(Updates.set(STATUS, status));
    }
    if (!updates.isEmpty()) {
      updates.add(Updates.inc(STATUS_REVISION, 1L));
    }
    return updates;
  }

  /** What one attempt wrote is there, also where another of them found nothing a moment before. */
  private static List<Object> services(List<?> before, List<Attempt> fresh) {
    Set<Object> now = new LinkedHashSet<>(before);
    fresh.forEach(attempt -> attempt.goneServices().forEach(now::remove));
    fresh.forEach(attempt -> now.addAll(attempt.goldServices()));
    return List.copyOf(now);
  }

  /** Null where it is not the runs that say it. */
  private static String status(
      Document document, Status known, Map<String, List<Document>> byEvent) {
    if (Status.DELETED.text().equals(document.getString(STATUS))) {
      return null;
    }
    if (known != null) {
      return known.text();
    }
    List<Document> runs = byEvent.getOrDefault(document.getString(EVENT_ID), List.of());
    List<Status> all = new ArrayList<>();
    runs.stream()
        .filter(run -> !isRemoved(run))
        .forEach(run -> all.add(Status.of(run.getString("status"))));
    Documents.unrecorded(document, runs).forEach(run -> all.add(Status.WAITING));
    Status worst = Status.worst(all);
    // No route is to take a sidecar.
    boolean well = worst == Status.UNHANDLED && Sidecar.is(document.getString(OBJECT));
    return well ? Status.DONE.text() : worst.text();
  }

  /** A removal that is done says nothing of the object that is there now. */
  private static boolean isRemoved(Document run) {
    return run.getBoolean("removal", false) && Status.DONE.text().equals(run.getString("status"));
  }

  private static Bson unchanged(Document document) {
    Object revision = document.get(STATUS_REVISION);
    return Filters.and(
        Filters.eq("_id", document.get("_id")),
        Filters.eq(EVENT_ID, document.getString(EVENT_ID)),
        revision == null
            ? Filters.exists(STATUS_REVISION, false)
            : Filters.eq(STATUS_REVISION, revision));
  }
}
