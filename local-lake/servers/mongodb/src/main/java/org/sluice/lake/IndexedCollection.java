package org.sluice.lake;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;

/**
 * A collection that finds documents by the texts in their fields.
 *
 * <p>As it comes, the server reads all documents for each query that is not for exactly the fields
 * of a unique index, and ignores other indexes. Here, a field that is asked for by a text gets an
 * index in memory, and of all conditions of a query the one that leaves the fewest documents
 * narrows it. What is left is matched as before.
 *
 * <p>Documents stand as bytes: whoever asks for one gets one of their own, which may be changed,
 * and sent or written to the file while others are.
 */
final class IndexedCollection extends AbstractSynchronizedMongoCollection<Object> {
  private static final String ID = "_id";
  private static final int MOST_INDEXES = 12;

  private final MVMap<Object, byte[]> documents;
  private final Changes changes;
  private final Map<String, TextIndex> indexes = new HashMap<>();

  /** Is told of every change. */
  interface Changes {
    /**
     * @param id of the document; null where it was removed
     * @param bson the document; null where it was removed
     * @param known whether one stood at that position before, and does now
     */
    void of(Object position, Object id, byte[] bson, boolean known);
  }

  IndexedCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      MVMap<Object, byte[]> documents,
      CursorRegistry cursors,
      Changes changes) {
    super(database, name, options, cursors);
    this.documents = documents;
    this.changes = changes;
  }

  @Override
  public int count() {
    return documents.size();
  }

  @Override
  public boolean isEmpty() {
    return documents.isEmpty();
  }

  /** The size of the data is not kept: the server encodes each document once more for it. */
  @Override
  protected boolean tracksDataSize() {
    return false;
  }

  @Override
  protected int getDataSize() {
    return 0;
  }

  @Override
  protected void updateDataSize(int by) {
    throw new IllegalStateException("The size of the data is not kept");
  }

  @Override
  protected Document getDocument(Object position) {
    return StoredDocument.document(documents.get(position));
  }

  @Override
  protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
    return documents.entrySet().stream()
        .map(
            entry ->
                new DocumentWithPosition<>(
                    StoredDocument.document(entry.getValue()), entry.getKey()));
  }

  @Override
  protected QueryResult matchDocuments(
      Document query, Document order, int skip, int limit, int batch, Document fields) {
    List<Condition> conditions = Condition.of(query);
    Collection<Object> fewest = isNaturalDescending(order) ? null : fewest(conditions);
    if (fewest == null) {
      return matchDocumentsFromStream(all(order), query, order, skip, limit, batch, fields);
    }
    // An index gives all that a query for texts matches, and nothing else. To match each once more
    // against a list of texts goes through all of the list for each.
    Document left = asksForTextsOnly(query, conditions) ? new Document() : query;
    return matchDocuments(left, fewest, order, skip, limit, batch, fields);
  }

  private Stream<Document> all(Document order) {
    Stream<DocumentWithPosition<Object>> all = streamAllDocumentsWithPosition();
    if (isNaturalDescending(order)) {
      all = all.sorted((a, b) -> ValueComparator.desc().compare(a.getPosition(), b.getPosition()));
    }
    return all.map(DocumentWithPosition::getDocument);
  }

  private static boolean asksForTextsOnly(Document query, List<Condition> conditions) {
    return query.size() == 1
        && conditions.size() == 1
        && query.containsKey(conditions.get(0).field())
        && conditions.get(0).texts() != null;
  }

  private Collection<Object> fewest(List<Condition> conditions) {
    Collection<Object> fewest = idRange(conditions);
    if (fewest == null && conditions.stream().anyMatch(IndexedCollection::asksForOtherIds)) {
      fewest = otherIds();
    }
    for (Condition condition : conditions) {
      List<String> texts = condition.texts();
      Collection<Object> found = texts == null ? null : find(condition.field(), texts);
      if (found != null && (fewest == null || found.size() < fewest.size())) {
        fewest = found;
      }
    }
    return fewest;
  }

  private Collection<Object> find(String field, List<String> texts) {
    if (field.equals(ID)) {
      return texts.stream().filter(documents::containsKey).map(Object.class::cast).toList();
    }
    TextIndex index = indexes.get(field);
    if (index == null && indexes.size() < MOST_INDEXES) {
      index = new TextIndex();
      for (Map.Entry<Object, byte[]> entry : documents.entrySet()) {
        Document document = StoredDocument.document(entry.getValue());
        index.put(entry.getKey(), null, document.get(field));
      }
      indexes.put(field, index);
    }
    return index == null ? null : index.find(texts);
  }

  private static boolean asksForOtherIds(Condition condition) {
    return condition.field().equals(ID) && condition.isOfOtherType();
  }

  /** Those that are no texts: no document is read for it, however many have a text. */
  private Collection<Object> otherIds() {
    List<Object> found = new ArrayList<>();
    documents.keyIterator(null).forEachRemaining(id -> addUnlessText(id, found));
    return found;
  }

  private static void addUnlessText(Object id, List<Object> found) {
    if (!(id instanceof String)) {
      found.add(id);
    }
  }

  /** Documents stand in order of their ids. */
  private Collection<Object> idRange(List<Condition> conditions) {
    String from = null;
    String to = null;
    for (Condition condition : conditions) {
      if (condition.field().equals(ID)) {
        from = condition.from() == null ? from : condition.from();
        to = condition.to() == null ? to : condition.to();
      }
    }
    if (from == null || to == null) {
      return null;
    }
    List<Object> found = new ArrayList<>();
    for (Iterator<Object> ids = documents.keyIterator(from); ids.hasNext(); ) {
      Object id = ids.next();
      if (!(id instanceof String text) || text.compareTo(to) > 0) {
        break;
      }
      found.add(id);
    }
    return found;
  }

  @Override
  protected Object addDocumentInternal(Document document) {
    String field = getIdField(); // another than _id in the server's own collections
    Object position =
        field == null
            ? UUID.randomUUID()
            : Missing.ofNullable(Utils.getSubdocumentValue(document, field));
    put(position, null, document);
    return position;
  }

  @Override
  protected void handleUpdate(Object position, Document before, Document after) {
    put(Missing.ofNullable(position), before, after);
  }

  private void put(Object position, Document before, Document after) {
    byte[] bson = StoredDocument.bson(after);
    boolean known = documents.put(position, bson) != null;
    if (known != (before != null)) {
      throw new IllegalStateException("Another document stands at " + position + " in " + this);
    }
    changes.of(position, after.get(ID), bson, known);
    indexes.forEach(
        (field, index) ->
            index.put(position, before == null ? null : before.get(field), after.get(field)));
  }

  @Override
  protected void removeDocument(Object position) {
    byte[] removed = documents.remove(position);
    if (removed == null) {
      throw new NoSuchElementException("No document stands at " + position + " in " + this);
    }
    changes.of(position, null, null, false);
    if (!indexes.isEmpty()) {
      Document before = StoredDocument.document(removed);
      indexes.forEach((field, index) -> index.put(position, before.get(field), null));
    }
  }
}
