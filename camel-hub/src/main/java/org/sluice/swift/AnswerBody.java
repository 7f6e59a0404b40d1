package org.sluice.swift;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The bytes of an answer. Closed with its last byte, it lets the connection be used again; closed
 * before that, it does not wait for the rest, but breaks the connection off. Any thread may close.
 */
final class AnswerBody extends InputStream {
  private final InputStream in;
  private final long length;
  private final Runnable abort;
  private final Duration silence;
  private volatile long left;

  /**
   * @param length how many bytes there are; -1 where that is not known
   * @param silence how long its connection waits for the next byte
   */
  AnswerBody(InputStream in, long length, Runnable abort, Duration silence) {
    this.in = in;
    this.length = length;
    this.left = length;
    this.abort = abort;
    this.silence = silence;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int most) throws IOException {
    try {
      int read = in.read(buffer, offset, most);
      if (read < 0) {
        left = 0;
      } else if (length >= 0) {
        left = left - read;
      }
      return read;
    } catch (SocketTimeoutException e) {
      throw new IOException("nothing came for " + silence.toSeconds() + " s", e);
    }
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    if (left == 0) {
      in.close();
    } else {
      abort.run();
    }
  }
}
