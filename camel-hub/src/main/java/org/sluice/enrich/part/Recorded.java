package org.sluice.enrich.part;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** An object's bytes, of which the first may be read once more. */
public final class Recorded extends FilterInputStream {
  /** A record of 16 MiB, and what is read ahead behind it. */
  private static final int MOST = 32 << 20;

  private ByteArrayOutputStream read = new ByteArrayOutputStream();

  public Recorded(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int some = super.read(buffer, offset, length);
    if (read != null && some > 0) {
      read.write(buffer, offset, some);
      if (read.size() > MOST) {
        read = null;
      }
    }
    return some;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /**
   * All bytes, those included that have been read. Whoever has read them reads no more.
   *
   * @return null where so many have been read that they were not kept
   */
  public InputStream again() {
    InputStream first = read == null ? null : new ByteArrayInputStream(read.toByteArray());
    read = null;
    return first == null ? null : new SequenceInputStream(first, in);
  }

  /** From here on keeps nothing. */
  public void forget() {
    read = null;
  }
}
