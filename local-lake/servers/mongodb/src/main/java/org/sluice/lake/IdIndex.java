package org.sluice.lake;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.Collection;
import java.util.List;
import org.h2.mvstore.MVMap;

/**
 * The index of {@code _id}. Documents stand in the store by their {@code _id}, so those with a text
 * for one need no second map, whose keys the server would have Java serialise each time that it
 * compares two. All others are in the map that the server makes.
 */
final class IdIndex extends Index<Object> {
  private final MVMap<Object, byte[]> documents;
  private final Index<Object> others;

  IdIndex(MVMap<Object, byte[]> documents, Index<Object> others, boolean sparse) {
    super(others.getName(), others.getKeys(), sparse);
    this.documents = documents;
    this.others = others;
  }

  private String there(String id) {
    return documents.containsKey(id) ? id : null;
  }

  private static Object id(Document document) {
    return document.get("_id");
  }

  @Override
  public Object getPosition(Document document) {
    return id(document) instanceof String id ? there(id) : others.getPosition(document);
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Object> collection) {
    if (!(id(document) instanceof String id)) {
      others.checkAdd(document, collection);
    } else if (documents.containsKey(id)) {
      throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(id));
    }
  }

  @Override
  public void add(Document document, Object position, MongoCollection<Object> collection) {
    if (!(id(document) instanceof String)) {
      others.add(document, position, collection);
    }
  }

  @Override
  public Object remove(Document document) {
    return id(document) instanceof String id ? there(id) : others.remove(document);
  }

  @Override
  public boolean canHandle(Document query) {
    if (id(query) instanceof String) {
      return query.size() == 1;
    }
    return !asksForTexts(id(query)) && others.canHandle(query);
  }

  /** Whether documents with a text for an id may be among those that are asked for. */
  private static boolean asksForTexts(Object asked) {
    if (!(asked instanceof Document operators)) {
      return asked == null || asked.getClass().getName().contains("RegularExpression");
    }
    return operators.size() != 1
        || !(operators.get("$in") instanceof Collection<?> ids)
        || ids.stream().anyMatch(IdIndex::asksForTexts)
        || ids.stream().anyMatch(String.class::isInstance);
  }

  @Override
  public Iterable<Object> getPositions(Document query) {
    if (id(query) instanceof String id) {
      return documents.containsKey(id) ? List.of(id) : List.of();
    }
    return others.getPositions(query);
  }

  @Override
  public long getCount() {
    return documents.sizeAsLong();
  }

  @Override
  public long getDataSize() {
    return others.getDataSize();
  }

  @Override
  public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
    if (!(id(before) instanceof String)) {
      others.checkUpdate(before, after, collection);
    }
  }

  @Override
  public void updateInPlace(
      Document before, Document after, Object position, MongoCollection<Object> collection) {
    if (!(id(before) instanceof String)) {
      others.updateInPlace(before, after, position, collection);
    }
  }

  @Override
  public void drop() {
    others.drop();
  }
}
