package org.sluice.swift;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;

/**
 * What is answered to a request.
 *
 * @param headers their values as Latin-1, as they came
 * @param body to be closed; empty for a HEAD. Closed before its end it breaks the connection off
 */
record Answer(int status, HttpHeaders headers, InputStream body) {
  private static final int SHORT = 4096;

  /** Lets go of an answer whose body is not needed. */
  void discard() {
    try (body) {
      // Read to its end, the connection can be used again.
      body.readNBytes(SHORT);
    } catch (IOException ignored) {
      // The answer is not needed, nor is its end.
    }
  }
}
