package org.sluice.gold.influx;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One at a time writes to or deletes from a database: a range that is looked at and then deleted
 * must not gain a point in between.
 */
public final class PointLocks {
  private final Map<String, ReentrantLock> byDatabase = new ConcurrentHashMap<>();

  <T> T alone(String database, Supplier<T> work) {
    ReentrantLock lock = byDatabase.computeIfAbsent(database, d -> new ReentrantLock());
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
