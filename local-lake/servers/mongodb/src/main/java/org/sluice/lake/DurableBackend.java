package org.sluice.lake;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreTool;

/**
 * An H2 backend whose answers hold: after a SIGKILL, and while others write.
 *
 * <p>As it comes, the backend leaves writing to the store's own thread, once a second. Here what a
 * command wrote is in the file before the command is answered, and that thread is off: it hands
 * changes over to be written later, and a commit that then finds nothing to do would be answered
 * too early.
 *
 * <p>Nor does it copy the documents it answers with: one that is changed on another connection
 * before it is sent would be sent changed. So commands are carried out one at a time, and answered
 * with copies. Waiting writes share a commit.
 */
final class DurableBackend extends H2Backend {
  private static final Set<String> READS =
      Set.of(
          "find",
          "getMore",
          "killCursors",
          "count",
          "distinct",
          "listCollections",
          "listDatabases",
          "listIndexes",
          "hello",
          "isMaster",
          "ismaster",
          "ping",
          "buildInfo",
          "endSessions");
  private static final long COMPACT_ABOVE = 64 << 20;

  private final StoreCare care;
  private long written;
  private long committed;

  private DurableBackend(MVStore store) {
    super(store);
    version(ServerVersion.MONGO_5_0);
    care = new StoreCare(store);
  }

  static DurableBackend open(Path file) throws IOException {
    return open(file, COMPACT_ABOVE);
  }

  /** Opens the file, which is written anew first if it is larger than so many bytes. */
  static DurableBackend open(Path file, long compactAbove) throws IOException {
    MVStoreTool.compactCleanUp(file.toString());
    if (Files.exists(file) && Files.size(file) > compactAbove) {
      MVStoreTool.compact(file.toString(), false);
    }
    MVStore store =
        new MVStore.Builder()
            .fileName(file.toString())
            .autoCommitDisabled()
            .autoCommitBufferSize(0)
            .cacheSize(32)
            .open();
    return new DurableBackend(store);
  }

  @Override
  public Document handleMessage(MongoMessage message) {
    if (READS.contains(message.getDocument().keySet().iterator().next())) {
      return answer(message);
    }
    try {
      return answer(message);
    } finally {
      commitUpTo(write()); // also after an error: an unordered bulk write is refused in parts
    }
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return new IndexedDatabase(name);
  }

  /**
   * An inner class, since collections are opened while it is made: it has no fields yet, but the
   * backend's.
   */
  private final class IndexedDatabase extends H2Database {
    IndexedDatabase(String name) {
      super(name, getMvStore(), getCursorRegistry());
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(
        String name, CollectionOptions options) {
      String map = getFullCollectionNamespace(name);
      return new IndexedCollection(
          this, name, options, documents(map), getMvStore().openMap("meta." + map), cursorRegistry);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
        String collection, String name, List<IndexKey> keys, boolean sparse) {
      Index<Object> index = super.openOrCreateUniqueIndex(collection, name, keys, sparse);
      boolean ofId = keys.size() == 1 && keys.get(0).getKey().equals("_id");
      String map = getDatabaseName() + "." + collection;
      return ofId ? new IdIndex(documents(map), index, sparse) : index;
    }
  }

  private MVMap<Object, Document> documents(String namespace) {
    return getMvStore()
        .openMap(
            "databases." + namespace,
            new MVMap.Builder<Object, Document>().valueType(StoredDocument.TYPE));
  }

  private synchronized Document answer(MongoMessage message) {
    return super.handleMessage(message).cloneDeeply();
  }

  private synchronized long write() {
    return ++written;
  }

  private synchronized void commitUpTo(long write) {
    if (committed < write) {
      getMvStore().commit();
      committed = written;
    }
  }

  @Override
  public void close() {
    care.close();
    super.close();
  }
}
