package org.sluice.gold.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mongodb.MongoDbConstants;
import org.bson.BSONException;
import org.bson.Document;
import org.sluice.batch.BatchWatch;
import org.sluice.batch.Gatherer;
import org.sluice.batch.Limits;
import org.sluice.gold.Batches;

/**
 * Writes documents through Camel's MongoDB component, each upsert conditional on the version. Needs
 * no transaction, session or pipeline, which the lake's embedded server does not have.
 */
public final class MongoDocumentWriter implements DocumentWriter {
  /** Name of the client in Camel's registry. */
  public static final String CLIENT = "sluiceMongo";

  private static final int DUPLICATE_KEY = 11000;

  private static final Gatherer.Weight<DocumentBatch> WEIGHT =
      new Gatherer.Weight<>() {
        @Override
        public long count(DocumentBatch batch) {
          return batch.documents().size();
        }

        @Override
        public long bytes(DocumentBatch batch) {
          return batch.bytes();
        }
      };

  private final MongoClient mongo;
  private final ProducerTemplate template;
  private final Set<String> indexed = ConcurrentHashMap.newKeySet();
  private final Batches<MongoNamespace, DocumentBatch, Document> batches;

  public MongoDocumentWriter(
      CamelContext context, MongoClient mongo, Limits limits, BatchWatch watch) {
    this.mongo = mongo;
    this.template = context.createProducerTemplate();
    this.batches = new Batches<>(limits, WEIGHT, DocumentBatch::documents, this::write, watch);
  }

  @Override
  public boolean write(DocumentBatch batch) {
    MongoNamespace place = new MongoNamespace(batch.database(), batch.collection());
    return batches.put(place, batch);
  }

  private MongoCollection<Document> collection(MongoNamespace place) {
    return mongo.getDatabase(place.getDatabaseName()).getCollection(place.getCollectionName());
  }

  private Set<Document> write(MongoNamespace place, List<Document> documents) {
    try {
      if (indexed.add(place.getFullName())) {
        collection(place).createIndex(Indexes.ascending("_sluice.object"));
      }
      // A version with fewer documents than ours would else be half overwritten, and still newer.
      Set<String> newer = newer(place, documents);
      List<Document> ours =
          documents.stream().filter(document -> !newer.contains(prefix(document))).toList();
      if (!ours.isEmpty()) {
        newer.addAll(upsert(place, ours));
      }
      Set<Document> there = Collections.newSetFromMap(new IdentityHashMap<>());
      documents.stream().filter(d -> newer.contains(prefix(d))).forEach(there::add);
      return there;
    } catch (CamelExecutionException | MongoException | BSONException e) {
      indexed.remove(place.getFullName());
      throw MongoFaults.of(place.getFullName(), e);
    }
  }

  /** Prefixes of the objects of which a newer version is there: all have a first document. */
  private Set<String> newer(MongoNamespace place, List<Document> documents) {
    Map<String, String> versions = new HashMap<>();
    documents.stream()
        .filter(document -> DocumentMapping.position(document) == 0)
        .forEach(document -> versions.put(document.getString("_id"), version(document)));
    Set<String> newer = new HashSet<>();
    if (!versions.isEmpty()) {
      for (Document there :
          collection(place)
              .find(Filters.in("_id", versions.keySet()))
              .projection(Projections.include("_sluice.version"))) {
        if (version(there).compareTo(versions.get(there.getString("_id"))) > 0) {
          newer.add(prefix(there));
        }
      }
    }
    return newer;
  }

  /** Prefixes of the objects of which a newer version came meanwhile. */
  private Set<String> upsert(MongoNamespace place, List<Document> documents) {
    List<WriteModel<Document>> upserts =
        documents.stream().map(MongoDocumentWriter::upsert).toList();
    try {
      send(place, upserts);
      return Set.of();
    } catch (CamelExecutionException e) {
      if (!(e.getCause() instanceof MongoBulkWriteException bulk)
          || !bulk.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY)) {
        throw e;
      }
      return bulk.getWriteErrors().stream()
          .map(error -> prefix(documents.get(error.getIndex())))
          .collect(Collectors.toSet());
    }
  }

  private void send(MongoNamespace place, List<WriteModel<Document>> upserts) {
    template.sendBodyAndHeader(
        "mongodb:%s?database=%s&collection=%s&operation=bulkWrite"
            .formatted(CLIENT, place.getDatabaseName(), place.getCollectionName()),
        upserts,
        MongoDbConstants.BULK_ORDERED,
        false);
  }

  /** Where a newer version stands, the filter finds nothing, and inserting fails on the _id. */
  private static WriteModel<Document> upsert(Document document) {
    return new ReplaceOneModel<>(
        Filters.and(
            Filters.eq("_id", document.get("_id")),
            Filters.lte("_sluice.version", version(document))),
        document,
        new ReplaceOptions().upsert(true));
  }

  private static String version(Document document) {
    return document.get("_sluice", Document.class).getString("version");
  }

  private static String prefix(Document document) {
    return DocumentMapping.prefix(document.getString("_id"));
  }
}
