package org.sluice.enrich.xml;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.sluice.enrich.json.RecordReader;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * Ends the reading of an element that is larger than a record may be, before it fills the memory.
 */
final class ElementBytes extends FilterInputStream {
  private long count;
  private long begin;

  ElementBytes(InputStream in) {
    super(in);
  }

  /** From here on the next record, or what stands before it, is read. */
  void begin() {
    begin = count;
  }

  /** How many bytes have been read. */
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    add(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    add(Math.max(read, 0));
    return read;
  }

  private void add(int more) {
    count += more;
    if (count - begin > RecordReader.LARGEST_RECORD) {
      throw new FaultException(
          Fault.OBJECT_TOO_LARGE,
          "Near byte "
              + begin
              + " stands an element, comment or text larger than the "
              + RecordReader.LARGEST_RECORD
              + " bytes that a record may have.");
    }
  }
}
