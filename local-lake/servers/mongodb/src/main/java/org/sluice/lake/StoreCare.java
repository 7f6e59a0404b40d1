package org.sluice.lake;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a store's file small and on the disk, off the path of the writes.
 *
 * <p>Once a second it sees to the change log. Each commit appends a chunk of at least 8 KiB, and a
 * chunk's room is used again only when it is older than the retention time, which must be longer
 * than the disk takes to hold what was written before it. The disk is told to once a second here,
 * so a few seconds do.
 */
final class StoreCare implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreCare.class);
  private static final int RETENTION_MS = 3_000;
  private static final int FILL_PERCENT = 60;
  private static final int REWRITE_BYTES = 4 << 20;
  private static final long LOG_BYTES = 8 << 20;
  private static final int LOG_LOOKS = 10;

  /** Commits what the change log holds. */
  interface Checkpoint {
    /**
     * @param most leaves it where it has no more bytes
     */
    void make(long most) throws IOException;
  }

  private final MVStore store;
  private final ScheduledExecutorService clock;
  private final Checkpoint checkpoint;
  private final Lock storing;
  private long synced = -1;
  private int looks;

  /**
   * @param storing is held while the store is written
   */
  StoreCare(MVStore store, Checkpoint checkpoint, Lock storing) {
    this.store = store;
    this.checkpoint = checkpoint;
    this.storing = storing;
    store.setRetentionTime(RETENTION_MS);
    store.setVersionsToKeep(0);
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "store-care");
              thread.setDaemon(true);
              return thread;
            });
    clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      checkpoint.make(++looks % LOG_LOOKS == 0 ? 0 : LOG_BYTES);
      long version = store.getCurrentVersion();
      if (version == synced) {
        return;
      }
      store.sync();
      compact();
      synced = version;
    } catch (RuntimeException | IOException failure) {
      LOG.warn("The store's file could not be looked after: {}", failure.toString());
    }
  }

  private void compact() {
    storing.lock();
    try {
      store.compact(FILL_PERCENT, REWRITE_BYTES);
    } finally {
      storing.unlock();
    }
  }

  @Override
  public void close() {
    clock.shutdown();
    try {
      clock.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
