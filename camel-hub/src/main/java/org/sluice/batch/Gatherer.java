package org.sluice.batch;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.sluice.fault.Diagnosis;

/**
 * Gathers what many threads hand over to one place. Where nothing is being written, an item is
 * written at once; what comes while a write is under way goes into the next one, up to its limits.
 * The thread whose item is first writes for all others of the batch: there is no thread in between,
 * and nothing is acknowledged before it is written. Where that thread is interrupted, it alone
 * fails: the others' items are written by the next of them.
 *
 * @param <T> what is handed over
 * @param <R> what is answered
 */
public final class Gatherer<T, R> {
  /** Writes a batch. */
  @FunctionalInterface
  public interface Writer<T, R> {
    /**
     * @return an answer for each item, in their order
     * @throws RuntimeException the answer for all
     */
    List<Answer<R>> write(List<T> items);
  }

  /** How much of a batch an item takes. */
  public interface Weight<T> {
    /** Records in the item, at least 1. */
    long count(T item);

    /** Its size in bytes, as far as it is known. */
    long bytes(T item);
  }

  private final Limits limits;
  private final Weight<T> weight;
  private final Writer<T, R> writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition full = lock.newCondition();
  private final Deque<Slot> waiting = new ArrayDeque<>();
  private long waitingCount;
  private long waitingBytes;
  private int writing;
  private volatile long heard;
  private boolean busy;

  public Gatherer(Limits limits, Weight<T> weight, Writer<T, R> writer) {
    this.limits = limits;
    this.weight = weight;
    this.writer = writer;
  }

  /** For items that count one each and weigh nothing. */
  public static <T, R> Gatherer<T, R> ofCount(int count, Writer<T, R> writer) {
    Weight<T> one =
        new Weight<>() {
          @Override
          public long count(T item) {
            return 1;
          }

          @Override
          public long bytes(T item) {
            return 0;
          }
        };
    return new Gatherer<>(Limits.of(count, Long.MAX_VALUE), one, writer);
  }

  /** Hands an item over and returns once it is written; throws what befell it. */
  public R put(T item) {
    Slot mine = new Slot(item);
    List<Slot> batch;
    lock.lock();
    try {
      add(mine);
      batch = turn(mine);
    } finally {
      lock.unlock();
    }
    while (batch == null && mine.answer == null) {
      Waits.during(() -> heard, mine.woken::acquireUninterruptibly);
      batch = mine.answer == null ? laterTurn(mine) : null;
    }
    if (batch != null) {
      write(batch);
    }
    return mine.answer.orThrow();
  }

  private List<Slot> laterTurn(Slot mine) {
    lock.lock();
    try {
      return turn(mine);
    } finally {
      lock.unlock();
    }
  }

  /** What the item's thread is to write, its item first; null where it is not its turn. */
  private List<Slot> turn(Slot mine) {
    if (waiting.peekFirst() != mine || writing == limits.writes()) {
      return null;
    }
    writing++;
    linger();
    if (waiting.peekFirst() != mine) {
      // What an interrupted write gave back meanwhile comes first.
      writing--;
      wakeNext();
      return null;
    }
    return take();
  }

  /** How many items wait for the next write. */
  public int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void add(Slot slot) {
    waiting.addLast(slot);
    waitingCount += slot.count;
    waitingBytes += slot.bytes;
    if (isFull()) {
      full.signal();
    }
  }

  private boolean isFull() {
    return waitingCount >= limits.count() || waitingBytes >= limits.bytes();
  }

  private void linger() {
    long left = busy ? limits.linger().toNanos() : 0;
    try {
      while (left > 0 && !isFull()) {
        left = full.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Slot> take() {
    List<Slot> batch = new ArrayList<>();
    long count = 0;
    long bytes = 0;
    while (!waiting.isEmpty()) {
      Slot next = waiting.peekFirst();
      boolean fits = count + next.count <= limits.count() && bytes + next.bytes <= limits.bytes();
      if (!batch.isEmpty() && !fits) {
        break;
      }
      count += next.count;
      bytes += next.bytes;
      batch.add(waiting.pollFirst());
    }
    waitingCount -= count;
    waitingBytes -= bytes;
    busy = batch.size() > 1;
    heard = System.nanoTime();
    wakeNext();
    return batch;
  }

  private void wakeNext() {
    if (!waiting.isEmpty() && writing < limits.writes()) {
      waiting.peekFirst().woken.release();
    }
  }

  private void write(List<Slot> batch) {
    List<Answer<R>> answers = null;
    Throwable failure = null;
    try {
      answers = writer.write(batch.stream().map(slot -> slot.item).toList());
      if (answers.size() != batch.size()) {
        throw new IllegalStateException(
            batch.size() + " items were written and " + answers.size() + " answered");
      }
    } catch (Throwable e) {
      // A client may throw what it does not declare.
      failure = e;
    }
    lock.lock();
    try {
      writing--;
      heard = System.nanoTime();
      if (failure != null && isInterruption(failure)) {
        giveBack(batch);
      }
      // The next write waits for none of those that only go on, nor do they for the lock.
      wakeNext();
    } finally {
      lock.unlock();
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer = failure == null ? answers.get(i) : Answer.failed(failure);
      batch.get(i).woken.release();
    }
  }

  /**
   * Whether it befell the thread that wrote, and not what it wrote. A time-out of a socket is of
   * the same type as its interruption.
   */
  private static boolean isInterruption(Throwable failure) {
    return Thread.currentThread().isInterrupted()
        || Diagnosis.find(failure, InterruptedException.class) != null
        || (Diagnosis.find(failure, InterruptedIOException.class) != null
            && Diagnosis.find(failure, SocketTimeoutException.class) == null);
  }

  /** What others handed over comes first again; the first item is that of the thread itself. */
  private void giveBack(List<Slot> batch) {
    for (int i = batch.size() - 1; i > 0; i--) {
      Slot slot = batch.remove(i);
      waiting.addFirst(slot);
      waitingCount += slot.count;
      waitingBytes += slot.bytes;
    }
  }

  private final class Slot {
    private final T item;
    private final long count;
    private final long bytes;
    private final Semaphore woken = new Semaphore(0);
    private volatile Answer<R> answer;

    Slot(T item) {
      this.item = item;
      this.count = Math.max(1, weight.count(item));
      this.bytes = Math.max(0, weight.bytes(item));
    }
  }
}
