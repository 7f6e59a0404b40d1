package org.sluice.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * A step of unpacking that gives so many bytes and no more. What it cannot read is the archive's
 * fault: a source that breaks off says so by a fault of its own.
 */
class Unpacking extends FilterInputStream {
  /** What is said of an archive that breaks off. */
  static final String CUT = ": it was cut, most likely as it was uploaded. Upload it again";

  private static final int PIECE = 1 << 16;

  private final long size;
  private long count;

  /**
   * @param size of what comes of it; -1 for any
   */
  Unpacking(InputStream in, long size) {
    super(in);
    this.size = size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    boolean end = size >= 0 && count == size;
    int most = size < 0 || end ? length : (int) Math.min(length, size - count);
    int read;
    try {
      // Behind the end one byte more is asked for, to see whether there is one.
      read = end ? behind() : in.read(buffer, offset, most);
    } catch (IOException e) {
      throw malformed("cannot be unpacked behind byte " + count + ": " + e.getMessage(), e);
    }
    if (read < 0 && size > count) {
      throw malformed("ends after " + count + " of its " + size + " bytes", null);
    }
    count += Math.max(read, 0);
    return read;
  }

  /** -1, unless there must be nothing and is. */
  int behind() throws IOException {
    return -1;
  }

  @Override
  public long skip(long wanted) throws IOException {
    byte[] piece = new byte[(int) Math.max(1, Math.min(PIECE, wanted))];
    long left = wanted;
    while (left > 0) {
      int read = read(piece, 0, (int) Math.min(piece.length, left));
      if (read < 0) {
        break;
      }
      left -= read;
    }
    return wanted - left;
  }

  /** The same stream, so many bytes further; closed where that is not to be had. */
  InputStream from(long place) throws IOException {
    try {
      long skipped = skip(place);
      if (skipped < place) {
        throw malformed("has only " + skipped + " bytes, and is to be read from " + place, null);
      }
      return this;
    } catch (IOException | RuntimeException e) {
      closeAfter(e);
      throw e;
    }
  }

  private void closeAfter(Exception failure) {
    try {
      close();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public int available() {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  static FaultException malformed(String what, Exception cause) {
    return new FaultException(Fault.ARCHIVE_MALFORMED, "The archive's data " + what + ".", cause);
  }
}
