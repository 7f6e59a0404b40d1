package org.sluice.swift;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The bytes of an answer: where they are read and none come in time, the reading fails. How long
 * nobody reads is the reader's own affair.
 */
final class TimedBody extends InputStream {
  private final InputStream in;
  private final Duration silence;

  /**
   * @param silence how long the next byte may be waited for
   */
  TimedBody(InputStream in, Duration silence) {
    this.in = in;
    this.silence = silence;
  }

  /** Reads what may be still to come. */
  private interface Read {
    int read() throws IOException;
  }

  @Override
  public int read() throws IOException {
    return inTime(in::read);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return inTime(() -> in.read(buffer, offset, length));
  }

  private int inTime(Read read) throws IOException {
    if (in.available() > 0) {
      return read.read();
    }
    CompletableFuture<Void> over =
        new CompletableFuture<Void>().orTimeout(silence.toMillis(), TimeUnit.MILLISECONDS);
    over.whenComplete((none, late) -> closeIf(late != null));
    try {
      return read.read();
    } catch (IOException e) {
      throw over.isDone()
          ? new IOException("nothing came for " + silence.toSeconds() + " s", e)
          : e;
    } finally {
      over.complete(null);
    }
  }

  /** Nothing else ends a read that waits. */
  private void closeIf(boolean late) {
    try {
      if (late) {
        in.close();
      }
    } catch (IOException ignored) {
      // Whoever reads it is told.
    }
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
