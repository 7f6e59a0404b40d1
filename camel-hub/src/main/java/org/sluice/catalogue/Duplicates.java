package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/** Marks objects whose content (etag and size) another object of the project has already. */
final class Duplicates {
  void mark(MongoCollection<Document> collection, Collection<Registered> registered) {
    List<Document> fresh =
        registered.stream()
            .filter(r -> r.kind() == Registration.Kind.DATA)
            .map(Registered::document)
            .filter(d -> d.getString(ETAG) != null)
            .toList();
    if (fresh.isEmpty()) {
      return;
    }
    Map<String, Document> first = new HashMap<>();
    List<String> etags = fresh.stream().map(d -> d.getString(ETAG)).distinct().toList();
    for (Document known :
        collection
            .find(Filters.in(ETAG, etags))
            .projection(
                Projections.include(ACCOUNT, CONTAINER, OBJECT, ETAG, SIZE, STATUS, TIMESTAMP))) {
      if (known.getString(OBJECT) != null
          && !Status.DELETED.text().equals(known.getString(STATUS))) {
        first.merge(content(known), known, Duplicates::earlier);
      }
    }
    for (Document document : fresh) {
      Document original = first.merge(content(document), document, Duplicates::earlier);
      if (!original.get(OBJECT).equals(document.get(OBJECT))) {
        document.put(DUPLICATE_OF, original.getString(OBJECT));
      }
    }
  }

  private static String content(Document document) {
    return document.getString(ETAG) + " " + document.get(SIZE);
  }

  private static Document earlier(Document a, Document b) {
    return a.getString(TIMESTAMP).compareTo(b.getString(TIMESTAMP)) <= 0 ? a : b;
  }
}
