package org.sluice.lake;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Queue;

/**
 * The latest documents' BSON, so that what was encoded for the change log is not encoded once more
 * for the store. For documents that do not change: each is known by itself, not by what it holds.
 */
final class Encodings {
  private final Map<Document, byte[]> known = new IdentityHashMap<>();
  private final Queue<Document> oldestFirst = new ArrayDeque<>();
  private final long most;
  private long bytes;

  /**
   * @param most bytes that are kept
   */
  Encodings(long most) {
    this.most = most;
  }

  /** Null where it is not known. */
  synchronized byte[] of(Document document) {
    return known.get(document);
  }

  synchronized void keep(Document document, byte[] bson) {
    if (known.putIfAbsent(document, bson) == null) {
      oldestFirst.add(document);
      bytes += bson.length;
    }
    while (bytes > most) {
      bytes -= known.remove(oldestFirst.remove()).length;
    }
  }
}
