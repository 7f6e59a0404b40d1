package org.sluice.enrich.csv;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import org.sluice.enrich.json.RecordReader;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * Ends the reading of a record that is larger or wider than one may be, before it fills the memory:
 * behind a quote that is never closed, the whole rest of an object is one value.
 */
final class Bounds extends FilterReader {
  /** Separators of one record, those within quotes included. */
  static final int MOST_SEPARATORS = 200_000;

  private final char separator;
  private int length;
  private int separators;
  private long record;

  Bounds(Reader in, char separator) {
    super(in);
    this.separator = separator;
  }

  /** From here on the next record is read. */
  void begin(long number) {
    record = number;
    length = 0;
    separators = 0;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] buffer, int from, int most) throws IOException {
    int count = super.read(buffer, from, most);
    for (int i = from; i < from + count; i++) {
      separators += buffer[i] == separator ? 1 : 0;
    }
    length += Math.max(count, 0);
    if (length > RecordReader.LARGEST_RECORD) {
      throw tooLarge(
          RecordReader.LARGEST_RECORD + " characters that one may have (is a quote open?)");
    }
    if (separators > MOST_SEPARATORS) {
      throw tooLarge(MOST_SEPARATORS + " separators that one may have");
    }
    return count;
  }

  private FaultException tooLarge(String bound) {
    return new FaultException(
        Fault.OBJECT_TOO_LARGE, "Record " + record + " is larger than the " + bound + ".");
  }
}
