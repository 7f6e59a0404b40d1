package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.EventId;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectEvent;
import org.sluice.event.ObjectKey;

/** Registers batches of events: one read and one write a project, whatever the batch's length. */
public final class Registrar {
  private static final int ATTEMPTS = 50;
  private static final Set<String> FOR_NEW_ONLY =
      Set.of("_id", SWIFT_ID, SUCCESSFUL, FAILED, GOLD_SERVICES, STATUS_REVISION, DISPATCHED);

  private final Documents documents;
  private final Counter counter;
  private final ToolDocuments tools;
  private final ProjectDefaults defaults;
  private final Duplicates duplicates = new Duplicates();

  public Registrar(MongoClient mongo, Documents documents, ToolDocuments tools) {
    this(mongo, documents, tools, ProjectDefaults.NONE);
  }

  public Registrar(
      MongoClient mongo, Documents documents, ToolDocuments tools, ProjectDefaults defaults) {
    this.defaults = defaults;
    this.documents = documents;
    this.tools = tools;
    this.counter = new Counter(mongo);
  }

  /**
   * @param events in the order in which they came
   * @param takers the live runs that an object is to have, as the routes are now
   * @return what each came to, in the same order; of several events of one object only the last
   *     that counts is to be dispatched
   */
  public List<Registered> register(List<ObjectEvent> events, Function<LakeObject, Takers> takers) {
    Map<String, List<ObjectEvent>> byProject = new LinkedHashMap<>();
    for (ObjectEvent event : events) {
      byProject.computeIfAbsent(documents.project(event.key()), p -> new ArrayList<>()).add(event);
    }
    List<Registered> registered = new ArrayList<>();
    byProject.forEach((project, some) -> registered.addAll(register(project, some, takers, 1)));
    return registered;
  }

  private List<Registered> register(
      String project, List<ObjectEvent> events, Function<LakeObject, Takers> takers, int attempt) {
    List<ObjectKey> keys = events.stream().map(ObjectEvent::key).distinct().toList();
    Map<ObjectKey, Document> state = documents.find(project, keys);
    Set<ObjectKey> fresh = new HashSet<>(keys);
    fresh.removeAll(state.keySet());
    state.putAll(tools.documents(project, fresh));
    fresh.removeAll(state.keySet());
    Map<ObjectKey, Bson> asRead = new HashMap<>();
    state.forEach((key, document) -> asRead.put(key, asRead(document)));
    Archives archives = Archives.of(events, state, documents);
    MongoCollection<Document> collection = documents.collection(project);
    Map<ObjectKey, Registered> last = new LinkedHashMap<>();
    List<Registered> noted = new ArrayList<>();
    for (ObjectEvent event : events) {
      Document document = state.computeIfAbsent(event.key(), k -> new Document());
      Registration.Kind kind =
          archives.stand(event)
              ? Registration.apply(document, event, project, defaults.forProject(project))
              : Registration.Kind.NOTHING;
      Registered now = new Registered(event, kind, document);
      if (kind == Registration.Kind.NOTHING || kind == Registration.Kind.UNKNOWN) {
        noted.add(now);
      } else if (kind != Registration.Kind.REPEATED || !last.containsKey(event.key())) {
        Registered before = last.put(event.key(), now);
        if (before != null) {
          // It counts no more; where it was registered before, its runs are to learn of it.
          noted.add(new Registered(before.event(), Registration.Kind.NOTHING, document));
        }
      }
    }
    fresh.retainAll(last.keySet());
    number(fresh, state);
    duplicates.mark(collection, last.values());
    last.replaceAll((key, one) -> one.expecting(takers));
    Set<ObjectKey> moved = write(collection, last, fresh, asRead);
    fresh.removeAll(moved);
    last.forEach((key, one) -> noted.add(fresh.contains(key) ? one.asFirst() : one));
    if (!moved.isEmpty()) {
      if (attempt == ATTEMPTS) {
        throw new IllegalStateException(
            "The documents of " + moved + " changed each time that they were written");
      }
      noted.removeIf(one -> moved.contains(one.event().key()));
      List<ObjectEvent> again = events.stream().filter(e -> moved.contains(e.key())).toList();
      noted.addAll(register(project, again, takers, attempt + 1));
    }
    return noted;
  }

  private void number(Set<ObjectKey> fresh, Map<ObjectKey, Document> state) {
    if (fresh.isEmpty()) {
      return;
    }
    long id = counter.take(fresh.size());
    for (ObjectKey key : fresh) {
      Document document = state.get(key);
      document.put("_id", id(key));
      document.put(SWIFT_ID, String.valueOf(id++));
    }
  }

  /** Ours have an id made from the object's name, so that two hubs make one document. */
  static String id(ObjectKey key) {
    return EventId.of("", key, "", "").toLowerCase(Locale.ROOT);
  }

  /**
   * @param asRead what still finds the documents that were known
   * @return objects whose documents another hub has written since they were read. Of those that
   *     were known, MongoDB does not say which: told again, what was written is a repeat
   */
  private static Set<ObjectKey> write(
      MongoCollection<Document> collection,
      Map<ObjectKey, Registered> last,
      Set<ObjectKey> fresh,
      Map<ObjectKey, Bson> asRead) {
    List<Document> inserts = new ArrayList<>();
    Map<ObjectKey, WriteModel<Document>> updates = new LinkedHashMap<>();
    for (Map.Entry<ObjectKey, Registered> entry : last.entrySet()) {
      ObjectKey key = entry.getKey();
      Document document = entry.getValue().document();
      if (fresh.contains(key)) {
        inserts.add(document);
      } else if (entry.getValue().kind() == Registration.Kind.REPEATED) {
        // It was written before, and its status may have moved on; but routes may be others now.
        updates.put(key, new UpdateOneModel<>(asRead.get(key), expecting(document)));
      } else {
        updates.put(key, new UpdateOneModel<>(asRead.get(key), update(document)));
      }
    }
    Set<ObjectKey> moved = new HashSet<>();
    if (!updates.isEmpty()
        && collection
                .bulkWrite(List.copyOf(updates.values()), new BulkWriteOptions().ordered(false))
                .getMatchedCount()
            < updates.size()) {
      moved.addAll(updates.keySet());
    }
    Inserts.unlessPresent(collection, inserts).stream().map(Documents::key).forEach(moved::add);
    return moved;
  }

  /** Finds a document as long as nobody has written what is told of its object since. */
  private static Bson asRead(Document document) {
    return Filters.and(
        Filters.eq("_id", document.get("_id")),
        Filters.eq(EVENT_ID, document.getString(EVENT_ID)),
        Filters.eq(META_TIMESTAMP, document.getString(META_TIMESTAMP)));
  }

  private static Bson expecting(Document document) {
    return Updates.combine(
        Updates.set(EXPECTED, document.get(EXPECTED)),
        Updates.set(ROUTE_SET, document.get(ROUTE_SET)));
  }

  private static Bson update(Document document) {
    Document set = new Document();
    document.forEach(
        (field, value) -> {
          if (!FOR_NEW_ONLY.contains(field)) {
            set.put(field, value);
          }
        });
    Document update = new Document("$set", set);
    Document gone = new Document();
    for (String field : List.of(DUPLICATE_OF, OTHER_DATA_ERROR, MEMBER)) {
      if (!document.containsKey(field)) {
        gone.put(field, "");
      }
    }
    if (!gone.isEmpty()) {
      update.put("$unset", gone);
    }
    return update;
  }
}
