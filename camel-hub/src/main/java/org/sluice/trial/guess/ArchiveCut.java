package org.sluice.trial.guess;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Date;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** A small archive of the beginnings of the first files of a large one. */
final class ArchiveCut {
  private static final int FILES = 10;
  private static final int FILE_BYTES = 4 << 10;

  /** The earliest that a ZIP can say: the archive is the same whenever it is made. */
  private static final long MADE = 315_532_800_000L;

  private ArchiveCut() {}

  /**
   * @throws UnguessableException when none of its files begins in what is looked at
   */
  static byte[] of(Sample sample) throws UnguessableException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int files;
    try {
      files =
          sample.contentType().contains("zip") && !isGzip(sample)
              ? zip(sample, bytes)
              : tar(sample, bytes);
    } catch (IOException e) {
      throw none(sample, e.getMessage());
    }
    if (files == 0) {
      throw none(sample, "there is no file in it");
    }
    return bytes.toByteArray();
  }

  private static UnguessableException none(Sample sample, String why) {
    return new UnguessableException(
        "Of the first MiB of "
            + sample.name()
            + " no example can be made ("
            + why
            + "): give an archive of at most 1 MiB.");
  }

  private static boolean isGzip(Sample sample) {
    return sample.bytes()[0] == 0x1f;
  }

  private static int zip(Sample sample, OutputStream out) throws IOException {
    try (ZipArchiveInputStream in =
            new ZipArchiveInputStream(new ByteArrayInputStream(sample.bytes()));
        ZipArchiveOutputStream to = new ZipArchiveOutputStream(out)) {
      return copy(
          in,
          to,
          (name, size) -> {
            ZipArchiveEntry entry = new ZipArchiveEntry(name);
            entry.setTime(MADE);
            return entry;
          });
    }
  }

  private static int tar(Sample sample, OutputStream out) throws IOException {
    var bytes = new ByteArrayInputStream(sample.bytes());
    boolean gzip = isGzip(sample);
    try (TarArchiveInputStream in =
            new TarArchiveInputStream(gzip ? new GZIPInputStream(bytes) : bytes);
        TarArchiveOutputStream to =
            new TarArchiveOutputStream(gzip ? new GZIPOutputStream(out) : out, "UTF-8")) {
      to.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      return copy(
          in,
          to,
          (name, size) -> {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(size);
            entry.setModTime(new Date(MADE));
            return entry;
          });
    }
  }

  /** Makes an entry of a name and a size. */
  @FunctionalInterface
  private interface Maker<E> {
    E entry(String name, int size);
  }

  private static <E extends ArchiveEntry> int copy(
      ArchiveInputStream<E> in, ArchiveOutputStream<E> to, Maker<E> maker) throws IOException {
    int files = 0;
    while (files < FILES) {
      byte[] begin;
      String name;
      try {
        ArchiveEntry entry = in.getNextEntry();
        if (entry == null) {
          break;
        }
        if (entry.isDirectory() || !in.canReadEntryData(entry)) {
          continue;
        }
        name = entry.getName();
        begin = in.readNBytes(FILE_BYTES);
      } catch (IOException cut) {
        if (files == 0) {
          throw cut;
        }
        break;
      }
      to.putArchiveEntry(maker.entry(name, begin.length));
      to.write(begin);
      to.closeArchiveEntry();
      files++;
    }
    to.finish();
    return files;
  }
}
