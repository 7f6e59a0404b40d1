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
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One route's work: objects side by side up to a limit and as the route's circuit lets them, one
 * object's runs one after the other. Where more is ready than may run, what is live goes first, and
 * whatever of its object is before it; while live runs come, others have some of the places only.
 * Work that is to be tried again holds no thread while it waits, nor does work of which only the
 * outcome is still to come.
 */
final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final Duration NO_THREAD = Duration.ofSeconds(1);

  private final int limit;
  private final Circuit circuit;
  private final LiveRuns live;
  private final Executor threads;
  private final ScheduledExecutorService timer;
  private final Map<String, Deque<Submitted>> byKey = new HashMap<>();
  private final Set<String> ready = new LinkedHashSet<>();
  private final Set<String> readyLive = new LinkedHashSet<>();
  private int active;
  private int ending;
  private boolean stopped;
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
     * @param over takes the outcome, at any time and on any thread; the first one counts. Until it
     *     comes, no other work of the same object begins
     */
    void attempt(Consumer<Outcome> over);
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
    for (Begun next = next(); next != null; next = next()) {
      Begun first = next;
      try {
        threads.execute(() -> work(first));
      } catch (Error e) {
        LOG.warn("No thread is to be had, and a run is put off: {}", e.toString());
        putOff(first);
        return;
      }
    }
  }

  /** No thread is to be had for it now. */
  private void putOff(Begun one) {
    one.over = true;
    makeRoom(one);
    circuit.ended(one.key, Outcome.later(NO_THREAD), Instant.now());
    later(NO_THREAD, () -> retry(one.key));
  }

  /** Where none may, one is at it, and its end lets the next go. */
  private boolean mayRepeat() {
    return !ready.isEmpty() && repeating < live.places(limit, repeating + ready.size());
  }

  /** Begins nothing more. */
  synchronized void stop() {
    stopped = true;
  }

  /**
   * Waits until of all that let go of their threads the outcome has come.
   *
   * @param until when it waits no longer, by {@link System#nanoTime}
   */
  synchronized void awaitEnds(long until) throws InterruptedException {
    for (long left = left(until); ending > 0 && left > 0; left = left(until)) {
      wait(left);
    }
  }

  /**
   * Forgets work that has not begun, or is to be tried again now. What is at it, or waits for its
   * time to be tried again, stays.
   */
  synchronized void drop(Predicate<Work> those) {
    Iterator<Map.Entry<String, Deque<Submitted>>> all = byKey.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, Deque<Submitted>> one = all.next();
      String key = one.getKey();
      Deque<Submitted> queue = one.getValue();
      boolean begun = !ready.contains(key) && !readyLive.contains(key);
      Submitted first = begun ? queue.peek() : null;
      queue.removeIf(each -> each != first && those.test(each.work()));
      if (queue.isEmpty()) {
        all.remove();
        ready.remove(key);
        readyLive.remove(key);
        circuit.forget(key);
      } else if (queue.stream().noneMatch(Submitted::live) && readyLive.remove(key)) {
        ready.add(key);
      }
    }
    restIfIdle();
  }

  private void restIfIdle() {
    if (byKey.isEmpty()) {
      circuit.idle();
    }
  }

  private static long left(long until) {
    return Duration.ofNanos(until - System.nanoTime()).toMillis();
  }

  /** What is to begin now, which counts as begun; null where there is nothing, or no room. */
  private synchronized Begun next() {
    // What is over but for its record is bounded as well.
    boolean room = active < limit && active + ending < 2 * limit;
    if (stopped || !room || (readyLive.isEmpty() && !mayRepeat())) {
      return null;
    }
    String key = circuit.admit(inOrder(), Instant.now());
    if (key == null) {
      pumpLater();
      return null;
    }
    boolean repeat = ready.remove(key);
    readyLive.remove(key);
    active++;
    repeating += repeat ? 1 : 0;
    return new Begun(key, repeat, byKey.get(key).peek().work());
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

  /** A thread goes on as long as there is something to do: to wake another costs more. */
  private void work(Begun first) {
    for (Begun one = first; one != null; one = next()) {
      Begun self = one;
      self.work.attempt(outcome -> finish(self, outcome));
      leave(self);
    }
  }

  /** Work has let go of its thread, and its outcome may be still to come. */
  private synchronized void leave(Begun one) {
    if (!one.left) {
      makeRoom(one);
      ending += one.over ? 0 : 1;
    }
  }

  private void makeRoom(Begun one) {
    one.left = true;
    active--;
    repeating -= one.repeat ? 1 : 0;
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

  private synchronized void finish(Begun one, Outcome outcome) {
    if (one.over) {
      return;
    }
    one.over = true;
    if (one.left) {
      ending--;
      notifyAll();
    } else {
      makeRoom(one);
    }
    String key = one.key;
    circuit.ended(key, outcome, Instant.now());
    if (outcome.again() != null) {
      later(outcome.again(), () -> retry(key));
    } else {
      Deque<Submitted> queue = byKey.get(key);
      queue.poll();
      if (queue.isEmpty()) {
        byKey.remove(key);
        restIfIdle();
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
