package org.sluice.trial.guess;

import java.util.Arrays;

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
