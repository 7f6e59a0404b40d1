package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.List;
import org.bson.Document;
import org.sluice.event.ObjectKey;

/** Keeps an object's status what its newest version's runs make it. */
public final class Statuses {
  private final Documents documents;
  private final Runs runs;

  public Statuses(Documents documents, Runs runs) {
    this.documents = documents;
    this.runs = runs;
  }

  /**
   * Computes the status anew and writes it, by compare-and-set: of two that do so at once, the one
   * that read later wins.
   */
  public void refresh(ObjectKey key) {
    MongoCollection<Document> collection = documents.collection(key);
    while (true) {
      Document document = collection.find(Documents.is(key)).first();
      if (document == null || Status.DELETED.text().equals(document.getString(STATUS))) {
        return;
      }
      List<Status> states =
          runs.ofEvent(document.getString(EVENT_ID)).stream()
              .map(run -> Status.of(run.getString("status")))
              .toList();
      String status = Status.worst(states).text();
      Object revision = document.get(STATUS_REVISION);
      var written =
          collection.updateOne(
              Filters.and(
                  Filters.eq("_id", document.get("_id")),
                  Filters.eq(EVENT_ID, document.getString(EVENT_ID)),
                  Filters.ne(STATUS, Status.DELETED.text()),
                  revision == null
                      ? Filters.exists(STATUS_REVISION, false)
                      : Filters.eq(STATUS_REVISION, revision)),
              Updates.combine(Updates.set(STATUS, status), Updates.inc(STATUS_REVISION, 1L)));
      if (written.getMatchedCount() == 1) {
        return;
      }
    }
  }
}
