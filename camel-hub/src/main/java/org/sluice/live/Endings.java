package org.sluice.live;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops contexts of routes beside the thread that looks at the folder: each may take until its
 * time-out, and that thread also holds what the hub has a say by.
 */
final class Endings {
  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
  private static final int AT_ONCE = 4;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          AT_ONCE,
          AT_ONCE,
          30,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          work -> {
            Thread thread = new Thread(work, "ends-routes");
            thread.setDaemon(true);
            return thread;
          });

  Endings() {
    threads.allowCoreThreadTimeOut(true);
  }

  /** Stops a context that no object comes to any more. */
  void end(RouteContext context) {
    try {
      threads.execute(context::stop);
    } catch (RejectedExecutionException e) {
      context.stop();
    }
  }

  /** Waits until all are stopped, for so long at the most. */
  void close(Duration longest) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "Routes of {} files have not stopped within {} s, and are left",
            threads.getActiveCount() + threads.getQueue().size(),
            longest.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
