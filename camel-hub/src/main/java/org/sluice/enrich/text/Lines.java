package org.sluice.enrich.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/** Lines of a text, of whatever ends; of one that is too long only so much as shows it. */
final class Lines {
  private final Reader in;
  private final int longest;
  private final StringBuilder line = new StringBuilder();
  private boolean afterReturn;
  private long read;
  private boolean whole;

  Lines(Reader in, int longest) {
    this.in = new BufferedReader(in);
    this.longest = longest;
  }

  /** The next line; null behind the last. */
  String next() throws IOException {
    line.setLength(0);
    whole = true;
    int letter = letter();
    boolean some = letter >= 0;
    while (letter >= 0 && letter != '\n' && letter != '\r') {
      if (line.length() < longest) {
        line.append((char) letter);
      } else {
        whole = false;
      }
      letter = letter();
    }
    afterReturn = letter == '\r';
    return some ? line.toString() : null;
  }

  /** Whether the line that was read last was no longer than a line may be. */
  boolean whole() {
    return whole;
  }

  /** How many characters have been read. */
  long read() {
    return read;
  }

  private int letter() throws IOException {
    int letter = in.read();
    if (afterReturn && letter == '\n') {
      letter = in.read();
    }
    afterReturn = false;
    read++;
    return letter;
  }
}
