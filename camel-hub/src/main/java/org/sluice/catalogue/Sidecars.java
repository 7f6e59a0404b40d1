package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectEvent;
import org.sluice.event.ObjectKey;

/**
 * What sidecars say: database {@code log}, collection {@code sidecars}, by the object that they are
 * of. Whoever reads a sidecar keeps first what it says, and then looks for the object; whoever
 * registers an object writes that first, and then looks for what is kept. So one of both finds the
 * other, whichever comes first and in whatever hub.
 */
public final class Sidecars {
  private static final int ATTEMPTS = 50;

  private final MongoCollection<Document> kept;
  private final Documents documents;
  private final ProjectDefaults defaults;

  public Sidecars(MongoClient mongo, Documents documents, ProjectDefaults defaults) {
    this.kept = mongo.getDatabase("log").getCollection("sidecars");
    this.documents = documents;
    this.defaults = defaults;
  }

  /** Keeps what a sidecar says, unless something newer is kept. */
  public void keep(ObjectEvent told) {
    Document document =
        new Document("_id", told.key().path())
            .append(TIMESTAMP, told.timestamp())
            .append(Says.SAID, new Document(told.userMeta()));
    if (!Inserts.unlessPresent(kept, List.of(document)).isEmpty()) {
      kept.updateOne(
          Filters.and(
              Filters.eq("_id", document.getString("_id")),
              Filters.lt(TIMESTAMP, told.timestamp())),
          Updates.combine(
              Updates.set(TIMESTAMP, told.timestamp()),
              Updates.set(Says.SAID, document.get(Says.SAID))));
    }
  }

  /**
   * Brings what sidecars say into the documents of the objects that they are of.
   *
   * @param events of the objects to look at, or what was just told of them
   * @param takers the live runs that an object is to have, as the routes are now
   * @return what came of it, as far as routes are to look at it
   */
  public List<Registered> apply(
      Collection<ObjectEvent> events, Function<LakeObject, List<RunKey>> takers) {
    Map<ObjectKey, ObjectEvent> left = told(events);
    List<Registered> applied = new ArrayList<>();
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      if (attempt > ATTEMPTS) {
        throw new IllegalStateException(
            "The documents of " + left.keySet() + " changed each time that they were written");
      }
      Map<ObjectKey, Document> found = documents.find(left.keySet());
      Set<ObjectKey> again = new HashSet<>();
      for (ObjectEvent event : left.values()) {
        Document document = found.get(event.key());
        if (document != null && !apply(event, document, takers, applied)) {
          again.add(event.key());
        }
      }
      left.keySet().retainAll(again);
    }
    return applied;
  }

  /** What is kept of these objects, as events of them. */
  private Map<ObjectKey, ObjectEvent> told(Collection<ObjectEvent> events) {
    Map<String, ObjectEvent> byPath = new LinkedHashMap<>();
    events.forEach(event -> byPath.put(event.key().path(), event));
    Map<ObjectKey, ObjectEvent> told = new LinkedHashMap<>();
    if (byPath.isEmpty()) {
      return told;
    }
    for (Document document : kept.find(Filters.in("_id", byPath.keySet()))) {
      ObjectEvent event = byPath.get(document.getString("_id"));
      Map<String, String> said = new HashMap<>();
      document
          .get(Says.SAID, new Document())
          .forEach((name, value) -> said.put(name, String.valueOf(value)));
      told.put(event.key(), event.telling(event.key(), document.getString(TIMESTAMP), said));
    }
    return told;
  }

  /** False where the document was written meanwhile, and is to be read again. */
  private boolean apply(
      ObjectEvent event,
      Document document,
      Function<LakeObject, List<RunKey>> takers,
      List<Registered> applied) {
    String project = documents.project(event.key());
    String before = document.getString(EVENT_ID);
    Registration.Kind kind =
        Registration.apply(document, event, project, defaults.forProject(project));
    Registered registered = new Registered(event, kind, document);
    if (!registered.toDispatch()) {
      return true;
    }
    registered = registered.expecting(takers);
    boolean written =
        documents
                .collection(project)
                .updateOne(
                    Filters.and(
                        Filters.eq("_id", document.get("_id")), Filters.eq(EVENT_ID, before)),
                    update(document, kind))
                .getMatchedCount()
            == 1;
    if (written) {
      applied.add(registered);
    }
    return written;
  }

  /** Nothing else: another may be about to write what a POST says. */
  private static Bson update(Document document, Registration.Kind kind) {
    List<Bson> updates = new ArrayList<>();
    updates.add(Updates.set(EXPECTED, document.get(EXPECTED)));
    if (kind == Registration.Kind.METADATA) {
      for (String field :
          List.of(
              SIDECAR,
              SIDECAR_VERSION,
              EVENT_ID,
              TRANS_ID,
              STATUS,
              APPLICATION,
              DATA_PROCESSING,
              OTHER_DATA)) {
        updates.add(Updates.set(field, document.get(field)));
      }
      updates.add(
          document.containsKey(OTHER_DATA_ERROR)
              ? Updates.set(OTHER_DATA_ERROR, document.getString(OTHER_DATA_ERROR))
              : Updates.unset(OTHER_DATA_ERROR));
    }
    return Updates.combine(updates);
  }
}
