package org.sluice.run;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** How much of an object is read at a time, and how much of a large one side by side. */
public final class Portions {
  private final long chunkBytes;
  private final int parts;
  private final long largeBytes;
  private final LongConsumer watch;
  private final Executor threads;

  /**
   * @param chunkBytes what goes through a route at a time, and the size of a part
   * @param parts how many parts of a large object are held at a time, the one that goes through its
   *     route included; with 1 none is read beside it
   * @param largeBytes from which size on an object is large
   * @param watch told of each part that was read beside its run, and how many nanoseconds it took
   */
  public Portions(long chunkBytes, int parts, long largeBytes, LongConsumer watch) {
    this.chunkBytes = chunkBytes;
    this.parts = parts;
    this.largeBytes = largeBytes;
    this.watch = watch;
    this.threads = threads();
  }

  /** No more than can do something: a part for which there is none its run reads itself. */
  private static Executor threads() {
    int most = Runtime.getRuntime().availableProcessors();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            most,
            most,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "parts");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  long chunkBytes() {
    return chunkBytes;
  }

  /**
   * How many parts of an object are held at a time.
   *
   * @param size of the object, in bytes
   * @param most bytes that may be held of it
   */
  int parts(long size, long most) {
    return size < largeBytes ? 1 : (int) Math.max(1, Math.min(parts, most / chunkBytes));
  }

  void beside(RunnableFuture<?> work) {
    threads.execute(
        () -> {
          boolean done = work.isDone();
          long from = System.nanoTime();
          work.run();
          // Where the run was at it itself, that has answered at once, and it is not done yet.
          if (!done && work.isDone()) {
            watch.accept(System.nanoTime() - from);
          }
        });
  }
}
