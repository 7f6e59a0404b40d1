package org.sluice.swift;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request.
 *
 * @param size bytes
 * @param bytes opened for each time that they are sent
 */
public record Upload(long size, Bytes bytes) {
  /** No body. */
  static final Upload NONE = of(new byte[0]);

  /** Where a body is read from its beginning. */
  @FunctionalInterface
  public interface Bytes {
    InputStream open() throws IOException;
  }

  /** Bytes in memory. */
  public static Upload of(byte[] bytes) {
    return new Upload(bytes.length, () -> new ByteArrayInputStream(bytes));
  }
}
