package org.sluice.gold.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of an open file from its beginning, whoever else reads it; it is not closed. */
final class FileBytes extends InputStream {
  private final FileChannel file;
  private long at;

  FileBytes(FileChannel file) {
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int read = file.read(ByteBuffer.wrap(bytes, from, length), at);
    at += Math.max(0, read);
    return read;
  }
}
