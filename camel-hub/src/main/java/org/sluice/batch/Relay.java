package org.sluice.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what many threads hand over to one place, as {@link Gatherer} does, where none of them
 * waits: each goes on with something else, and is told once its item is written. A thread of the
 * relay's own writes as long as there is something, in the order in which it came, one batch at a
 * time. As nobody waits, it lets a batch gather a little first: what a batch costs hardly depends
 * on how many are in it.
 *
 * @param <T> what is handed over
 * @param <R> what is answered
 */
public final class Relay<T, R> {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final int IDLE_SECONDS = 10;

  private final int most;
  private final int enough;
  private final long lingerNanos;
  private final Gatherer.Writer<T, R> writer;
  private final ThreadPoolExecutor thread;
  private final Deque<Handed<T, R>> waiting = new ArrayDeque<>();
  private boolean writing;

  /** How many of those that wait somebody waits for. */
  private int awaited;

  private record Handed<T, R>(T item, Consumer<Answer<R>> then, boolean isAwaited) {}

  /**
   * @param name of the thread that writes
   * @param most items a batch
   * @param enough items that are written without waiting for more
   * @param linger how long fewer wait for more, unless somebody waits for one of them
   */
  public Relay(String name, int most, int enough, Duration linger, Gatherer.Writer<T, R> writer) {
    this(
        task -> {
          Thread made = new Thread(task, name);
          made.setDaemon(true);
          return made;
        },
        most,
        enough,
        linger,
        writer);
  }

  Relay(
      ThreadFactory threads, int most, int enough, Duration linger, Gatherer.Writer<T, R> writer) {
    this.most = most;
    this.enough = enough;
    this.lingerNanos = linger.toNanos();
    this.writer = writer;
    this.thread =
        new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    thread.allowCoreThreadTimeOut(true);
  }

  /**
   * Hands an item over.
   *
   * @param then told what came of it, on the thread that wrote it: where no thread is to be had,
   *     that of the caller
   */
  public void tell(T item, Consumer<Answer<R>> then) {
    hand(item, then, false);
  }

  private void hand(T item, Consumer<Answer<R>> then, boolean isAwaited) {
    synchronized (waiting) {
      waiting.add(new Handed<>(item, then, isAwaited));
      awaited += isAwaited ? 1 : 0;
      if (writing) {
        if (isEnough()) {
          waiting.notify();
        }
        return;
      }
      writing = true;
    }
    try {
      thread.execute(this::writeAll);
    } catch (Error e) {
      LOG.warn("No thread is to be had: who hands over writes: {}", e.toString());
      writeAll();
    }
  }

  private void writeAll() {
    for (List<Handed<T, R>> batch = take(); batch != null; batch = take()) {
      write(batch);
    }
  }

  /** Hands an item over and returns once it is written; throws what befell it. */
  public R put(T item) {
    CompletableFuture<Answer<R>> answer = new CompletableFuture<>();
    hand(item, answer::complete, true);
    return answer.join().orThrow();
  }

  private boolean isEnough() {
    return awaited > 0 || waiting.size() >= enough;
  }

  /** What is to be written next; null, with the place given up, where there is nothing. */
  private List<Handed<T, R>> take() {
    synchronized (waiting) {
      if (waiting.isEmpty()) {
        writing = false;
        return null;
      }
      linger();
      List<Handed<T, R>> batch = new ArrayList<>();
      while (batch.size() < most && !waiting.isEmpty()) {
        Handed<T, R> next = waiting.poll();
        awaited -= next.isAwaited() ? 1 : 0;
        batch.add(next);
      }
      return batch;
    }
  }

  /** A relay that is interrupted writes what it has. */
  private void linger() {
    long until = System.nanoTime() + lingerNanos;
    try {
      for (long left = lingerNanos; left > 0 && !isEnough(); left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(waiting, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<Handed<T, R>> batch) {
    List<Answer<R>> answers;
    try {
      answers = writer.write(batch.stream().map(Handed::item).toList());
      if (answers.size() != batch.size()) {
        throw new IllegalStateException(
            batch.size() + " items were written and " + answers.size() + " answered");
      }
    } catch (RuntimeException | Error e) {
      answers = batch.stream().map(one -> Answer.<R>failed(e)).toList();
    }
    for (int i = 0; i < batch.size(); i++) {
      try {
        batch.get(i).then().accept(answers.get(i));
      } catch (RuntimeException | Error e) {
        LOG.error("What was written is not told", e);
      }
    }
  }
}
