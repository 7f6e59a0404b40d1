package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.ObjectKey;

/**
 * Documents of insertion tools, which take an id from the counter, PUT the object under that number
 * as its name, and insert the document themselves, up to half a minute later.
 */
public final class ToolDocuments {
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");

  private final Documents documents;
  private final Counter counter;

  public ToolDocuments(MongoClient mongo, Documents documents) {
    this.documents = documents;
    this.counter = new Counter(mongo);
  }

  /** Whether a tool may be about to insert a document for the object, which has none yet. */
  public boolean mayCome(ObjectKey key) {
    return numeric(key)
        && Long.parseLong(key.object()) <= counter.current()
        && documents.find(key) == null
        && documents(documents.project(key), List.of(key)).isEmpty();
  }

  /** Tools' documents for these objects that no event has completed yet. */
  Map<ObjectKey, Document> documents(String project, Collection<ObjectKey> keys) {
    Map<String, ObjectKey> byNumber = new HashMap<>();
    keys.stream().filter(ToolDocuments::numeric).forEach(k -> byNumber.put(k.object(), k));
    Map<ObjectKey, Document> found = new HashMap<>();
    if (byNumber.isEmpty()) {
      return found;
    }
    List<Object> numbers = new ArrayList<>(byNumber.keySet());
    byNumber.keySet().forEach(n -> numbers.add(Long.valueOf(n)));
    Bson theirs = Filters.and(Filters.in(SWIFT_ID, numbers), Filters.exists(OBJECT, false));
    for (Document document : documents.read(project).find(theirs)) {
      ObjectKey key = byNumber.get(String.valueOf(document.get(SWIFT_ID)));
      if (key != null) {
        found.put(key, document);
      }
    }
    return found;
  }

  /**
   * Makes one document of two where a tool's came after ours was written: theirs stays, completed
   * by what ours holds.
   *
   * @return whether theirs was there
   */
  public boolean merge(ObjectKey key) {
    String project = documents.project(key);
    Document theirs = documents(project, List.of(key)).get(key);
    if (theirs == null) {
      return false;
    }
    MongoCollection<Document> collection = documents.collection(project);
    Document ours = collection.find(Documents.is(key)).first();
    if (ours == null) {
      return false;
    }
    Document set = new Document();
    ours.forEach(
        (field, value) -> {
          Object present = theirs.get(field);
          boolean empty = present == null || "".equals(present) || List.of().equals(present);
          if (!field.equals("_id") && !field.equals(SWIFT_ID) && empty) {
            set.put(field, value);
          }
        });
    collection.deleteOne(Filters.eq("_id", ours.get("_id")));
    collection.updateOne(Filters.eq("_id", theirs.get("_id")), new Document("$set", set));
    return true;
  }

  private static boolean numeric(ObjectKey key) {
    return NUMBER.matcher(key.object()).matches();
  }
}
