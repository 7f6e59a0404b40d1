package org.sluice.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Archives for tests, and how their members are read. */
public final class Archives {
  public static final Limits LIMITS = new Limits(10_000, 1 << 30, 10L << 30, 200);

  private Archives() {}

  /** A ZIP, its files packed one behind the other, sizes behind each as a stream has them. */
  public static byte[] zip(Map<String, byte[]> files) {
    return made(
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
              zip.putNextEntry(new ZipEntry(file.getKey()));
              zip.write(file.getValue());
            }
          }
        });
  }

  /** A ZIP that packs nothing. */
  public static byte[] stored(Map<String, byte[]> files) {
    return made(
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
              ZipEntry entry = new ZipEntry(file.getKey());
              CRC32 crc = new CRC32();
              crc.update(file.getValue());
              entry.setCrc(crc.getValue());
              entry.setSize(file.getValue().length);
              zip.putNextEntry(entry);
              zip.write(file.getValue());
            }
          }
        });
  }

  /** A TAR as GNU writes it. */
  public static byte[] tar(Map<String, byte[]> files) {
    return tar(files, "UTF-8");
  }

  public static byte[] tar(Map<String, byte[]> files, String encoding) {
    return made(
        out -> {
          try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, encoding)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
              TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
              entry.setSize(file.getValue().length);
              tar.putArchiveEntry(entry);
              tar.write(file.getValue());
              tar.closeArchiveEntry();
            }
          }
        });
  }

  public static byte[] gzip(byte[] bytes) {
    return made(
        out -> {
          try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
          }
        });
  }

  public static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What is found in it. */
  static Listing list(byte[] archive, Limits limits) throws IOException {
    return list(new Held(archive), limits);
  }

  static Listing list(ByteSource source, Limits limits) throws IOException {
    return new Archive(source, limits, null, () -> {}).list("application/zip");
  }

  /** A member's bytes. */
  static byte[] read(ByteSource archive, Contained member) throws IOException {
    try (InputStream in = Layers.over(archive, member.layers()).open(0)) {
      return in.readAllBytes();
    }
  }

  /** Writes the sum of a TAR's first header anew. */
  public static void sum(byte[] tar) {
    long sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? ' ' : tar[i] & 0xff;
    }
    System.arraycopy(text(String.format("%06o\0 ", sum)), 0, tar, 148, 8);
  }

  /** Writes an archive. */
  @FunctionalInterface
  public interface Maker {
    void write(OutputStream out) throws IOException;
  }

  public static byte[] made(Maker maker) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      maker.write(out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }
}
