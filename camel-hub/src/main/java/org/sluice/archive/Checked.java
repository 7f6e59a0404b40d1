package org.sluice.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** A source whose bytes have a CRC-32: who reads all of them from the beginning hears if not. */
record Checked(ByteSource source, long crc) implements ByteSource {
  @Override
  public InputStream open(long place, long most) throws IOException {
    InputStream in = source.open(place, most);
    return place > 0 || most < size() ? in : new Checking(in);
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public boolean seeks() {
    return source.seeks();
  }

  private final class Checking extends CheckedInputStream {
    Checking(InputStream in) {
      super(in, new CRC32());
    }

    @Override
    public int read() throws IOException {
      return checked(super.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return checked(super.read(buffer, offset, length));
    }

    private int checked(int read) {
      if (read < 0 && getChecksum().getValue() != crc) {
        throw Unpacking.malformed("is damaged: its CRC is not the one that it says", null);
      }
      return read;
    }
  }
}
