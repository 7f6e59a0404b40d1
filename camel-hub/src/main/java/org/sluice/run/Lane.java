package org.sluice.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
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
 * object's runs one after the other. Where more is ready than may run, what is live goes first, and
 * whatever of its object is before it; while live runs come, others have some of the places only.
 * Work that is to be tried again holds no thread while it waits.
 */
final class Lane {
  private final int limit;
  private final Circuit circuit;
  private final LiveRuns live;
  private final Executor threads;
  private final ScheduledExecutorService timer;
  private final Map<String, Deque<Submitted>> byKey = new HashMap<>();
  private final Set<String> ready = new LinkedHashSet<>();
  private final Set<String> readyLive = new LinkedHashSet<>();
  private int active;
  private int repeating;
  private Instant wakes = Instant.MAX;

  /**
   * @param live of all routes of this hub
   */
  Lane(
      int limit, Circuit circuit, LiveRuns live, Executor threads, ScheduledExecutorService timer) {
    this.limit = limit;
    this.circuit = circuit;
    this.live = live;
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

  private record Submitted(Work work, boolean live) {}

  /**
   * Work is called again as long as its outcome asks for it.
   *
   * @param live whether it goes before work that is not
   */
  synchronized void submit(String key, boolean live, Work work) {
    Deque<Submitted> queue = byKey.get(key);
    boolean first = queue == null;
    if (first) {
      byKey.put(key, queue = new ArrayDeque<>());
    }
    queue.add(new Submitted(work, live));
    if (first) {
      ready(key);
    } else if (live && ready.remove(key)) {
      readyLive.add(key);
    }
    pump();
  }

  private void ready(String key) {
    boolean live = byKey.get(key).stream().anyMatch(Submitted::live);
    (live ? readyLive : ready).add(key);
  }

  /** How many runs are at it now. */
  synchronized int active() {
    return active;
  }

  private synchronized void pump() {
    while (active < limit && (mayRepeat() || !readyLive.isEmpty())) {
      String key = circuit.admit(inOrder(), Instant.now());
      if (key == null) {
        pumpLater();
        return;
      }
      boolean repeat = ready.remove(key);
      readyLive.remove(key);
      Work head = byKey.get(key).peek().work();
      active++;
      repeating += repeat ? 1 : 0;
      threads.execute(() -> attempt(key, repeat, head));
    }
  }

  /** Where none may, one is at it, and its end lets the next go. */
  private boolean mayRepeat() {
    return !ready.isEmpty() && repeating < live.places(limit, repeating + ready.size());
  }

  private Iterable<String> inOrder() {
    return () ->
        new Iterator<>() {
          private final Iterator<String> first = readyLive.iterator();
          private final Iterator<String> then =
              mayRepeat() ? ready.iterator() : Collections.emptyIterator();

          @Override
          public boolean hasNext() {
            return first.hasNext() || then.hasNext();
          }

          @Override
          public String next() {
            return first.hasNext() ? first.next() : then.next();
          }
        };
  }

  private void attempt(String key, boolean repeat, Work work) {
    AtomicBoolean ended = new AtomicBoolean();
    Consumer<Outcome> end =
        outcome -> {
          if (!ended.getAndSet(true)) {
            finish(key, repeat, outcome);
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

  private synchronized void finish(String key, boolean repeat, Outcome outcome) {
    active--;
    repeating -= repeat ? 1 : 0;
    circuit.ended(key, outcome, Instant.now());
    if (outcome.again() != null) {
      later(outcome.again(), () -> retry(key));
    } else {
      Deque<Submitted> queue = byKey.get(key);
      queue.poll();
      if (queue.isEmpty()) {
        byKey.remove(key);
      } else {
        ready(key);
      }
    }
    pump();
  }

  private synchronized void retry(String key) {
    ready(key);
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
