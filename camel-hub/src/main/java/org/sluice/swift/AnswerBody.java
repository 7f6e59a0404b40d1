package org.sluice.swift;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.hc.core5.http.io.EofSensorInputStream;

/** The bytes of an answer; who closes it before its end does not wait for the rest. */
final class AnswerBody extends FilterInputStream {
  private final Duration silence;

  /**
   * @param silence how long its connection waits for the next byte
   */
  AnswerBody(InputStream in, Duration silence) {
    super(in);
    this.silence = silence;
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (SocketTimeoutException e) {
      throw silent(e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return in.read(buffer, offset, length);
    } catch (SocketTimeoutException e) {
      throw silent(e);
    }
  }

  private IOException silent(SocketTimeoutException e) {
    return new IOException("nothing came for " + silence.toSeconds() + " s", e);
  }

  @Override
  public void close() throws IOException {
    if (in instanceof EofSensorInputStream sensor) {
      sensor.abort();
    } else {
      in.close();
    }
  }
}
