package org.sluice.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One route's work: objects side by side up to a limit and as the route's circuit lets them, one
 * object's runs one after the other. Work that is to be tried again holds no thread while it waits.
 */
final class Lane {
  private final int limit;
  private final Circuit circuit;
  private final Executor threads;
  private final ScheduledExecutorService timer;
  private final Map<String, Deque<Work>> byKey = new HashMap<>();
  private final Set<String> ready = new LinkedHashSet<>();
  private int active;
  private Instant wakes = Instant.MAX;

  Lane(int limit, Circuit circuit, Executor threads, ScheduledExecutorService timer) {
    this.limit = limit;
    this.circuit = circuit;
    this.threads = threads;
    this.timer = timer;
  }

  /** A piece of work. */
  @FunctionalInterface
  interface Work {
    /**
     * @param abandoned takes an outcome in the place of the one that does not come: the thread is
     *     left to itself, and what it answers counts no more
     */
    Outcome attempt(Consumer<Outcome> abandoned);
  }

  /** Work is called again as long as its outcome asks for it. */
  synchronized void submit(String key, Work work) {
    Deque<Work> queue = byKey.get(key);
    if (queue == null) {
      byKey.put(key, queue = new ArrayDeque<>());
      ready.add(key);
    }
    queue.add(work);
    pump();
  }

  /** How many runs are at it now. */
  synchronized int active() {
    return active;
  }

  private synchronized void pump() {
    while (active < limit && !ready.isEmpty()) {
      String key = circuit.admit(ready, Instant.now());
      if (key == null) {
        pumpLater();
        return;
      }
      ready.remove(key);
      Work head = byKey.get(key).peek();
      active++;
      threads.execute(() -> attempt(key, head));
    }
  }

  private void attempt(String key, Work work) {
    AtomicBoolean ended = new AtomicBoolean();
    Consumer<Outcome> end =
        outcome -> {
          if (!ended.getAndSet(true)) {
            finish(key, outcome);
          }
        };
    end.accept(work.attempt(end));
  }

  private void pumpLater() {
    Duration wait = circuit.wait(Instant.now());
    Instant at = wait == null ? Instant.MAX : Instant.now().plus(wait);
    if (at.isBefore(wakes)) {
      wakes = at;
      later(wait, this::wake);
    }
  }

  private synchronized void wake() {
    wakes = Instant.MAX;
    pump();
  }

  private synchronized void finish(String key, Outcome outcome) {
    active--;
    circuit.ended(key, outcome, Instant.now());
    if (outcome.again() != null) {
      later(outcome.again(), () -> retry(key));
    } else {
      Deque<Work> queue = byKey.get(key);
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

  private void later(Duration wait, Runnable work) {
    try {
      timer.schedule(work, Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The hub ends: what is not done stays on its queue.
      return;
    }
  }
}
