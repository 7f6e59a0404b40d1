package org.sluice.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read, and stops who reads more than is allowed. */
final class Counted extends FilterInputStream {
  private long position;
  private long end = Long.MAX_VALUE;
  private String allowed = "";

  Counted(InputStream in) {
    super(in);
  }

  long position() {
    return position;
  }

  /**
   * From here on so many bytes may be read, else it is a fault.
   *
   * @param what is then too large
   */
  void allow(long bytes, String what) {
    end = position + bytes;
    allowed = what;
  }

  /** From now on as many as there are. */
  void allowAll() {
    end = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    count(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = in.skip(wanted);
    count(skipped);
    return skipped;
  }

  private void count(long more) {
    position += more;
    if (position > end) {
      throw Limits.exceeded(allowed);
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
