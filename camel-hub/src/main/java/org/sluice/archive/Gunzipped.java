package org.sluice.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** What comes of gzip, of several streams behind each other too. */
record Gunzipped(ByteSource source) implements ByteSource {
  private static final int BUFFER = 1 << 16;

  @Override
  public InputStream open(long place, long most) throws IOException {
    InputStream packed = source.open(0);
    try {
      return gunzip(packed).from(place);
    } catch (RuntimeException e) {
      packed.close();
      throw e;
    }
  }

  static Unpacking gunzip(InputStream packed) {
    try {
      return new Unpacking(new GZIPInputStream(new Hopeful(packed), BUFFER), -1);
    } catch (IOException e) {
      throw Unpacking.malformed("is no gzip: " + e.getMessage(), e);
    }
  }

  @Override
  public long size() {
    return -1;
  }

  @Override
  public boolean seeks() {
    return false;
  }

  /** The JDK's class asks how many bytes are there now, and takes none for the end. */
  private static final class Hopeful extends FilterInputStream {
    Hopeful(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }
}
