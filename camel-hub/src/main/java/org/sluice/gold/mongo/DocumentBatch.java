package org.sluice.gold.mongo;

import java.util.List;
import org.bson.Document;

/**
 * All documents of one object in one collection.
 *
 * @param database its name, encoded
 * @param collection its name
 * @param idPrefix what the {@code _id}s of all documents of the object begin with
 * @param version compared as text; a newer one stays
 * @param documents each with {@code _id} and {@code _sluice}
 */
public record DocumentBatch(
    String database,
    String collection,
    String idPrefix,
    String version,
    List<Document> documents) {}
