package org.sluice.catalogue;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.util.List;
import org.bson.Document;

/** Inserts of documents that may be there already: cheaper than upserts, which look first. */
final class Inserts {
  private static final int DUPLICATE_KEY = 11000;

  private Inserts() {}

  /**
   * Inserts what is not there yet; what is there stays as it is.
   *
   * @return the documents whose {@code _id} was there
   */
  static List<Document> unlessPresent(
      MongoCollection<Document> collection, List<Document> documents) {
    if (documents.isEmpty()) {
      return List.of();
    }
    try {
      collection.insertMany(documents, new InsertManyOptions().ordered(false));
      return List.of();
    } catch (MongoBulkWriteException e) {
      if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
        throw e;
      }
      return e.getWriteErrors().stream().map(BulkWriteError::getIndex).map(documents::get).toList();
    }
  }
}
