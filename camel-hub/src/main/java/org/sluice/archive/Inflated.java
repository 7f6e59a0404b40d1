package org.sluice.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * What comes of raw deflate, as ZIP has it.
 *
 * @param size of what comes of it: never is more given
 */
record Inflated(ByteSource source, long size) implements ByteSource {
  private static final int BUFFER = 1 << 16;

  @Override
  public InputStream open(long place, long most) throws IOException {
    // The JDK's class asks for a byte behind the end.
    InputStream packed =
        new SequenceInputStream(source.open(0), new ByteArrayInputStream(new byte[1]));
    return new Unpacking(new Deflated(packed), size) {
      @Override
      int behind() throws IOException {
        if (in.read() >= 0) {
          throw malformed("becomes more than the " + size + " bytes that it says", null);
        }
        return -1;
      }
    }.from(place);
  }

  @Override
  public boolean seeks() {
    return false;
  }

  private static final class Deflated extends InflaterInputStream {
    Deflated(InputStream in) {
      super(in, new Inflater(true), BUFFER);
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        inf.end();
      }
    }
  }
}
