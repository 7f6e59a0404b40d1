package org.sluice.lake;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
 * <p>As it comes, the server changes a document where it stands. Here whoever asks for one gets a
 * copy of its first level, which an update changes and puts in the old one's place; what is below
 * the first level is made anew by each update. So documents in the map never change, and can be
 * sent or written to the file at any time.
 */
final class IndexedCollection extends H2Collection {
  private static final String ID = "_id";
  private static final int MOST_INDEXES = 12;

  private final MVMap<Object, Document> documents;
  private final Changes changes;
  private final Map<String, TextIndex> indexes = new HashMap<>();

  /** Is told of every change. */
  interface Changes {
    /**
     * @param document null where it was removed
     * @param known whether one stood at that position before, and does now
     */
    void of(Object position, Document document, boolean known);
  }

  IndexedCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      MVMap<Object, Document> documents,
      MVMap<String, Object> meta,
      CursorRegistry cursors,
      Changes changes) {
    super(database, name, options, documents, meta, cursors);
    this.documents = documents;
    this.changes = changes;
  }

  @Override
  protected QueryResult matchDocumentsFromStream(
      Document query,
      Stream<Document> stream,
      int skip,
      int limit,
      int batch,
      Comparator<Document> order,
      Document fields) {
    Stream<Document> copies =
        stream.filter(each -> documentMatchesQuery(each, query)).map(Document::new);
    return super.matchDocumentsFromStream(
        new Document(), copies, skip, limit, batch, order, fields);
  }

  /** What the server calculates it from is encoded for it, twice at each update. */
  @Override
  protected boolean tracksDataSize() {
    return false;
  }

  @Override
  protected QueryResult matchDocuments(
      Document query, Document order, int skip, int limit, int batch, Document fields) {
    List<Condition> conditions = Condition.of(query);
    Collection<Object> fewest = isNaturalDescending(order) ? null : fewest(conditions);
    if (fewest == null) {
      return super.matchDocuments(query, order, skip, limit, batch, fields);
    }
    // An index gives all that a query for texts matches, and nothing else. To match each once more
    // against a list of texts goes through all of the list for each.
    Document left = asksForTextsOnly(query, conditions) ? new Document() : query;
    return matchDocuments(left, fewest, order, skip, limit, batch, fields);
  }

  private static boolean asksForTextsOnly(Document query, List<Condition> conditions) {
    return query.size() == 1
        && conditions.size() == 1
        && query.containsKey(conditions.get(0).field())
        && conditions.get(0).texts() != null;
  }

  private Collection<Object> fewest(List<Condition> conditions) {
    Collection<Object> fewest = idRange(conditions);
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
      for (Map.Entry<Object, Document> entry : documents.entrySet()) {
        index.put(entry.getKey(), entry.getValue().get(field));
      }
      indexes.put(field, index);
    }
    return index == null ? null : index.find(texts);
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
    Object position = super.addDocumentInternal(document);
    changed(position, document, false);
    return position;
  }

  @Override
  protected void handleUpdate(Object position, Document before, Document after) {
    super.handleUpdate(position, before, after);
    changed(position, after, true);
  }

  @Override
  protected void removeDocument(Object position) {
    super.removeDocument(position);
    changes.of(position, null, false);
    indexes.values().forEach(index -> index.remove(position));
  }

  private void changed(Object position, Document document, boolean known) {
    changes.of(position, document, known);
    indexes.forEach((field, index) -> index.put(position, document.get(field)));
  }
}
