package org.sluice.swift;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Breaks an upload off that takes too long, or whose thread is interrupted: a write to a socket
 * that nobody reads waits for ever, and hears of neither.
 */
final class UploadWatch implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "uploads");
            made.setDaemon(true);
            return made;
          });

  private final Thread uploads = Thread.currentThread();
  private final long began = System.nanoTime();
  private final Duration patience;
  private final Runnable abort;
  private final Future<?> looks;
  private volatile String why;

  /** What is watched. */
  interface Sending<T> {
    T send() throws IOException;
  }

  /**
   * Watches the thread that calls.
   *
   * @param abort breaks its upload off
   */
  UploadWatch(Duration patience, Runnable abort) {
    this.patience = patience;
    this.abort = abort;
    this.looks =
        CLOCK.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (uploads.isInterrupted()) {
      why = "its thread was interrupted";
    } else if (System.nanoTime() - began > patience.toNanos()) {
      why = "it was not over after " + patience.toSeconds() + " s";
    }
    if (why != null) {
      abort.run();
    }
  }

  /**
   * @throws IOException what befell it; where it was broken off, why
   */
  <T> T during(Sending<T> upload) throws IOException {
    try {
      return upload.send();
    } catch (IOException e) {
      throw why == null ? e : new IOException(why, e);
    }
  }

  @Override
  public void close() {
    looks.cancel(false);
  }
}
