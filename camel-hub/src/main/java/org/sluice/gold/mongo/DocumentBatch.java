package org.sluice.gold.mongo;

import java.util.List;
import org.bson.Document;

/**
 * Documents of one object in one collection: all of them or, of a large object, some.
 *
 * @param database its name, encoded
 * @param collection its name
 * @param idPrefix what the {@code _id}s of all documents of the object begin with
 * @param version compared as text; a newer one stays
 * @param documents each with {@code _id} and {@code _sluice}
 */
public record DocumentBatch(
    String database, String collection, String idPrefix, String version, List<Document> documents) {
  /** About what they take: a document of records is of a few hundred bytes. */
  long bytes() {
    return 500L * documents.size();
  }
}
