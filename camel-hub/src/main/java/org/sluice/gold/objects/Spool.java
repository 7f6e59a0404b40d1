package org.sluice.gold.objects;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Takes any number of bytes: some in memory and, where they are more, all in a file. The file has
 * no name from the beginning, so nothing is left of it however the hub ends.
 */
final class Spool extends OutputStream {
  private static final int IN_MEMORY = 1 << 20;

  private final Path folder;
  private final MessageDigest md5 = Content.md5();
  private ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private FileChannel file;
  private long size;

  Spool() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * @param folder where the file is
   */
  Spool(Path folder) {
    this.folder = folder;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (memory != null && size + length > IN_MEMORY) {
      file = open();
      append(ByteBuffer.wrap(memory.toByteArray()));
      memory = null;
    }
    if (memory == null) {
      append(ByteBuffer.wrap(bytes, from, length));
    } else {
      memory.write(bytes, from, length);
    }
    md5.update(bytes, from, length);
    size += length;
  }

  private FileChannel open() throws IOException {
    Path path = Files.createTempFile(folder, "sluice-object", ".part");
    FileChannel opened = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Files.delete(path);
    return opened;
  }

  private void append(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  long size() {
    return size;
  }

  /** All that was written; nothing more is to be. It can be read until this is closed. */
  Content content() {
    String etag = HexFormat.of().formatHex(md5.digest());
    return new Content(memory == null ? null : memory.toByteArray(), file, size, etag);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
