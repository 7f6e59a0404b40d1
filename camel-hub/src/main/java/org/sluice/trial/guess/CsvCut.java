package org.sluice.trial.guess;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The first lines of a table, none of them cut: a line break within quotes ends none. */
final class CsvCut {
  private final Sample sample;

  /**
   * @throws UnguessableException when it cannot be cut, and is too large not to be
   */
  CsvCut(Sample sample) throws UnguessableException {
    this.sample = sample;
    if (!sample.whole() && (isWide() || end(1) < 0)) {
      throw new UnguessableException(
          sample.name()
              + " cannot be cut to its first records: give a sample of at most 1 MiB, in UTF-8.");
    }
  }

  /** UTF-16, of which a byte says nothing. */
  private boolean isWide() {
    byte[] bytes = sample.bytes();
    return bytes.length > 1 && (bytes[0] & 0xff) >= 0xfe && (bytes[1] & 0xff) >= 0xfe;
  }

  byte[] first(int lines) {
    int end = isWide() ? -1 : end(lines);
    return end < 0 ? sample.bytes() : Arrays.copyOf(sample.bytes(), end);
  }

  /**
   * Whether the sample ends within a line, and in a value that may go on.
   *
   * @param quotes what ends a value for sure; any of its letters
   */
  boolean endsWithin(String quotes) {
    byte[] bytes = sample.bytes();
    if (!sample.whole()) {
      return false;
    }
    int last = Math.max(bytes.length - (isWide() ? 2 : 1), 0);
    return IntStream.range(last, bytes.length)
        .allMatch(at -> bytes[at] != '\n' && bytes[at] != '\r' && quotes.indexOf(bytes[at]) < 0);
  }

  /** Behind so many lines or, of a sample that is cut, its last whole one; -1 where that is all. */
  private int end(int lines) {
    byte[] bytes = sample.bytes();
    boolean quoted = false;
    int last = -1;
    int count = 0;
    for (int at = 0; at < bytes.length; at++) {
      quoted ^= bytes[at] == '"';
      if (bytes[at] == '\n' && !quoted) {
        last = at + 1;
        if (++count == lines) {
          return last;
        }
      }
    }
    return sample.whole() ? -1 : last;
  }
}
