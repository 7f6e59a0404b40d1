package org.sluice.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One route's work: objects side by side up to a limit, one object's runs one after the other. Work
 * that is to be tried again holds no thread while it waits.
 */
final class Lane {
  private final int limit;
  private final Executor threads;
  private final ScheduledExecutorService timer;
  private final Map<String, Deque<Supplier<Optional<Duration>>>> byKey = new HashMap<>();
  private final Deque<String> ready = new ArrayDeque<>();
  private int active;

  Lane(int limit, Executor threads, ScheduledExecutorService timer) {
    this.limit = limit;
    this.threads = threads;
    this.timer = timer;
  }

  /**
   * @param work answers after which time it wants to be tried again, or empty when it is done
   */
  synchronized void submit(String key, Supplier<Optional<Duration>> work) {
    Deque<Supplier<Optional<Duration>>> queue = byKey.get(key);
    if (queue == null) {
      byKey.put(key, queue = new ArrayDeque<>());
      ready.add(key);
    }
    queue.add(work);
    pump();
  }

  private synchronized void pump() {
    while (active < limit && !ready.isEmpty()) {
      String key = ready.poll();
      Supplier<Optional<Duration>> head = byKey.get(key).peek();
      active++;
      threads.execute(() -> finish(key, head.get()));
    }
  }

  private synchronized void finish(String key, Optional<Duration> again) {
    active--;
    if (again.isPresent()) {
      timer.schedule(() -> retry(key), again.get().toMillis(), TimeUnit.MILLISECONDS);
    } else {
      Deque<Supplier<Optional<Duration>>> queue = byKey.get(key);
      queue.poll();
      if (queue.isEmpty()) {
        byKey.remove(key);
      } else {
        ready.add(key);
      }
    }
    pump();
  }

  private synchronized void retry(String key) {
    ready.add(key);
    pump();
  }
}
