package org.sluice.gold.objects;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Takes any number of bytes: some in memory and, where they are more, all in a file. */
final class Spool extends OutputStream {
  private static final int IN_MEMORY = 1 << 20;

  private final MessageDigest md5 = Content.md5();
  private ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private Path file;
  private OutputStream out = memory;
  private long size;

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (memory != null && size + length > IN_MEMORY) {
      file = Files.createTempFile("sluice-object", ".part");
      out = Files.newOutputStream(file);
      memory.writeTo(out);
      memory = null;
    }
    out.write(bytes, from, length);
    md5.update(bytes, from, length);
    size += length;
  }

  long size() {
    return size;
  }

  /** All that was written; nothing more is to be. */
  Content content() throws IOException {
    out.close();
    String etag = HexFormat.of().formatHex(md5.digest());
    return new Content(memory == null ? null : memory.toByteArray(), file, size, etag);
  }

  @Override
  public void close() throws IOException {
    out.close();
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
