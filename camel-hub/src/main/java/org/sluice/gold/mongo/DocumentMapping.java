package org.sluice.gold.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.sluice.event.Names;
import org.sluice.gold.Provenance;
import org.sluice.gold.RecordId;

/**
 * From records to documents. {@code _id} is made from the object's key and the record's position,
 * which counts from 0; {@code _sluice} says where it comes from.
 */
final class DocumentMapping {
  static final String SERVICE = "mongodb";

  private DocumentMapping() {}

  /**
   * @param before records of the object in the passes before
   */
  static DocumentBatch batch(
      List<Map<?, ?>> records, String collection, Provenance from, long before) {
    String mark = from.mark();
    List<Document> documents = new ArrayList<>(records.size());
    for (Map<?, ?> record : records) {
      long position = before + documents.size();
      Document document = new Document("_id", RecordId.of(mark, position));
      document.putAll(StoredKeys.document(record));
      document.put("_sluice", provenance(from).append("position", Math.toIntExact(position)));
      documents.add(document);
    }
    return new DocumentBatch(
        Names.mongoDatabase("gold_", from.project()),
        collection,
        mark + ":",
        from.version(),
        documents);
  }

  static long position(Document document) {
    return document.get("_sluice", Document.class).get("position", Number.class).longValue();
  }

  /** What the {@code _id}s of all documents of an object begin with. */
  static String prefix(String id) {
    return id.substring(0, id.indexOf(':') + 1);
  }

  /** Finds what one run wrote. */
  static Document filter(Provenance from) {
    Document filter = new Document();
    provenance(from).forEach((name, value) -> filter.put("_sluice." + name, value));
    return filter;
  }

  private static Document provenance(Provenance from) {
    return new Document("object", from.key().object())
        .append("container", from.key().container())
        .append("account", from.key().account())
        .append("version", from.version())
        .append("route", from.route());
  }
}
