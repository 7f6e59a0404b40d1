package org.sluice.gold.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mongodb.MongoDbConstants;
import org.bson.BSONException;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Writes documents through Camel's MongoDB component, each upsert conditional on the version. Needs
 * no transaction, session or pipeline, which the lake's embedded server does not have.
 */
public final class MongoDocumentWriter implements DocumentWriter {
  /** Name of the client in Camel's registry. */
  public static final String CLIENT = "sluiceMongo";

  private static final int BATCH = 1_000;
  private static final int DUPLICATE_KEY = 11000;
  private final MongoClient mongo;
  private final ProducerTemplate template;
  private final Set<String> indexed = ConcurrentHashMap.newKeySet();

  public MongoDocumentWriter(CamelContext context, MongoClient mongo) {
    this.mongo = mongo;
    this.template = context.createProducerTemplate();
  }

  @Override
  public boolean write(DocumentBatch batch) {
    String place = batch.database() + "." + batch.collection();
    try {
      MongoCollection<Document> collection =
          mongo.getDatabase(batch.database()).getCollection(batch.collection());
      if (indexed.add(place)) {
        collection.createIndex(Indexes.ascending("_sluice.object"));
      }
      // a version with fewer documents than ours would else be half overwritten, and still newer
      if (collection.find(newer(batch)).first() != null) {
        return false;
      }
      List<Document> documents = batch.documents();
      for (int from = 0; from < documents.size(); from += BATCH) {
        if (!upsert(batch, documents.subList(from, Math.min(from + BATCH, documents.size())))) {
          return false;
        }
      }
      collection.deleteMany(leftOver(batch));
      return true;
    } catch (CamelExecutionException | MongoException | BSONException e) {
      indexed.remove(place);
      throw MongoFaults.of(place, e);
    }
  }

  private boolean upsert(DocumentBatch batch, List<Document> documents) {
    List<WriteModel<Document>> upserts =
        documents.stream().map(document -> upsert(batch.version(), document)).toList();
    try {
      send(batch, upserts);
      return true;
    } catch (CamelExecutionException e) {
      if (!(e.getCause() instanceof MongoBulkWriteException bulk)
          || !bulk.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY)) {
        throw e;
      }
      return false;
    }
  }

  private void send(DocumentBatch batch, List<WriteModel<Document>> upserts) {
    template.sendBodyAndHeader(
        "mongodb:%s?database=%s&collection=%s&operation=bulkWrite"
            .formatted(CLIENT, batch.database(), batch.collection()),
        upserts,
        MongoDbConstants.BULK_ORDERED,
        false);
  }

  /** Where a newer version stands, the filter finds nothing, and inserting fails on the _id. */
  private static WriteModel<Document> upsert(String version, Document document) {
    return new ReplaceOneModel<>(
        Filters.and(
            Filters.eq("_id", document.get("_id")), Filters.lte("_sluice.version", version)),
        document,
        new ReplaceOptions().upsert(true));
  }

  private static Bson newer(DocumentBatch batch) {
    return Filters.and(ofObject(batch), Filters.gt("_sluice.version", batch.version()));
  }

  private static Bson leftOver(DocumentBatch batch) {
    return Filters.and(
        ofObject(batch),
        Filters.or(
            Filters.lt("_sluice.version", batch.version()),
            Filters.and(
                Filters.eq("_sluice.version", batch.version()),
                Filters.gte("_sluice.position", batch.documents().size()))));
  }

  private static Bson ofObject(DocumentBatch batch) {
    String prefix = batch.idPrefix();
    String end = prefix.substring(0, prefix.length() - 1) + (char) (':' + 1);
    return Filters.and(Filters.gte("_id", prefix), Filters.lt("_id", end));
  }
}
