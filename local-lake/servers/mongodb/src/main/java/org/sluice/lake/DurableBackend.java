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
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreTool;

/**
 * An H2 backend whose answers hold: after a SIGKILL, and while others write.
 *
 * <p>As it comes, the backend leaves writing to the store's own thread, once a second. Here what a
 * command wrote is in a file before the command is answered, and that thread is off. Changes of
 * documents go to the {@link ChangeLog}, and a checkpoint commits them to the store later, while
 * commands go on; anything else is committed at once, as are documents that come or go with an id
 * that is no text. Waiting writes share an append or a commit.
 *
 * <p>Commands are carried out one at a time. What they answer is sent, and what they changed is
 * committed, while others are carried out: documents stand as bytes, which do not change (see
 * {@link StoredDocument}).
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
  private static final Set<String> LOGGED = Set.of("insert", "update", "delete", "findAndModify");
  private static final long COMPACT_ABOVE = 64 << 20;
  private static final int PAGE_BYTES = 4096;
  private static final String GENERATION = "generation";

  private final StoreCare care;
  private final ChangeLog log;
  private final MVMap<String, Long> state;

  /**
   * Held by who commits the store, before the backend's own lock is taken: a commit gathers the
   * maps one by one, and a new generation must not come between two of them.
   */
  private final ReentrantLock storing = new ReentrantLock();

  private boolean whole;
  private long written;
  private long committed;

  private DurableBackend(MVStore store, ChangeLog log, MVMap<String, Long> state) {
    super(store);
    version(ServerVersion.MONGO_5_0);
    this.log = log;
    this.state = state;
    care = new StoreCare(store, this::checkpoint, storing);
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
            .cacheSize(64)
            .pageSplitSize(PAGE_BYTES)
            .open();
    MVMap<String, Long> state = store.openMap("sluice.state");
    ChangeLog log = new ChangeLog(file, state.getOrDefault(GENERATION, 0L));
    log.replay(
        (collection, id, bson) -> {
          MVMap<Object, byte[]> documents = documents(store, collection);
          if (bson == null) {
            documents.remove(id);
          } else {
            documents.put(id, bson);
          }
        });
    DurableBackend backend = new DurableBackend(store, log, state);
    backend.commit(log.next());
    return backend;
  }

  @Override
  public Document handleMessage(MongoMessage message) {
    String command = message.getDocument().keySet().iterator().next();
    if (READS.contains(command)) {
      return answer(message);
    }
    try {
      return answer(message);
    } finally {
      // Also after an error: an unordered bulk write is refused in parts.
      commitUpTo(write(!LOGGED.contains(command)));
    }
  }

  /** Notes a change of a document, of which the command is answered once it is in a file. */
  void changed(String collection, Object position, Object id, byte[] bson, boolean known) {
    if (position instanceof String text) {
      log.note(collection, text, bson);
    } else if (known && position.equals(id)) {
      log.note(collection, bson);
    } else {
      whole = true; // other ids have a map of their own, which the log knows nothing of
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
      whole = true;
      return new IndexedCollection(
          this,
          name,
          options,
          documents(getMvStore(), map),
          cursorRegistry,
          (position, id, bson, known) -> changed(map, position, id, bson, known));
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
        String collection, String name, List<IndexKey> keys, boolean sparse) {
      Index<Object> index = super.openOrCreateUniqueIndex(collection, name, keys, sparse);
      whole = true;
      boolean ofId = keys.size() == 1 && keys.get(0).getKey().equals("_id");
      String map = getDatabaseName() + "." + collection;
      return ofId ? new IdIndex(documents(getMvStore(), map), index, sparse) : index;
    }
  }

  private static MVMap<Object, byte[]> documents(MVStore store, String namespace) {
    return store.openMap(
        "databases." + namespace,
        new MVMap.Builder<Object, byte[]>()
            .keyType(DocumentId.TYPE)
            .valueType(StoredDocument.TYPE));
  }

  private synchronized Document answer(MongoMessage message) {
    return super.handleMessage(message);
  }

  private synchronized long write(boolean wholly) {
    whole |= wholly;
    return ++written;
  }

  private void commitUpTo(long write) {
    if (!isLogged(write)) {
      storing.lock();
      try {
        commitWhole(write);
      } finally {
        storing.unlock();
      }
    }
  }

  /** Whether the log was enough to hold that write. */
  private synchronized boolean isLogged(long write) {
    if (committed < write && !whole) {
      log.write();
      committed = written;
    }
    return committed >= write;
  }

  private synchronized void commitWhole(long write) {
    if (committed < write) {
      commit(log.next());
      whole = false;
      committed = written;
    }
  }

  /** Commits the store; of the log, files of an older generation count no more. */
  private void commit(long generation) {
    state.put(GENERATION, generation);
    getMvStore().commit();
    log.forgetBefore(generation);
  }

  /** Commits what the log holds, if that is so much, while commands go on. */
  private void checkpoint(long most) throws IOException {
    log.sync();
    storing.lock();
    try {
      long generation = turnedOver(most);
      if (generation >= 0) {
        // What is changed from now on stands in the new file, whether this commit has it or not.
        getMvStore().commit();
        log.forgetBefore(generation);
      }
    } finally {
      storing.unlock();
    }
  }

  /** Begins a file for what is changed from now on, unless there is too little; -1 then. */
  private synchronized long turnedOver(long most) {
    if (whole || log.size() <= most) {
      return -1;
    }
    log.write(); // commands that wait for it count on a file, not on the commit that follows
    committed = written;
    long generation = log.next();
    state.put(GENERATION, generation);
    return generation;
  }

  @Override
  public void close() {
    care.close();
    storing.lock();
    try {
      synchronized (this) {
        commit(log.next());
        log.close();
      }
    } finally {
      storing.unlock();
    }
    super.close();
  }
}
