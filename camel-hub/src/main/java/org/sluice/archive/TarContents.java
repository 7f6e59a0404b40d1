package org.sluice.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.sluice.fault.FaultException;

/** Finds the files of a TAR by reading it from its beginning to its end. */
final class TarContents {
  static final int RECORD = 512;

  /** Bytes before a file: its header, and what extends it. */
  private static final long HEADER = 1 << 20;

  private static final int PIECE = 1 << 16;

  private final Counted in;
  private final List<String> before;
  private final Contents contents;
  private final LongConsumer each;
  private String at = "before its first file";

  /**
   * @param in from the TAR's beginning
   * @param before layers that the TAR stands in
   * @param each told now and then how much was read
   */
  TarContents(Counted in, List<String> before, Contents contents, LongConsumer each) {
    this.in = in;
    this.before = before;
    this.contents = contents;
    this.each = each;
  }

  /** Whether a TAR begins so. */
  static boolean begins(byte[] head) {
    return head.length >= RECORD
        && head[0] != 0
        && (TarArchiveInputStream.matches(head, RECORD) || isSum(head));
  }

  /** Whether a header's sum is what it says: all that the oldest ones are known by. */
  private static boolean isSum(byte[] head) {
    try {
      return TarUtils.verifyCheckSum(head);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  void read() throws IOException {
    // Latin-1 keeps every byte of a name.
    try (TarArchiveInputStream tar = new TarArchiveInputStream(in, "ISO-8859-1")) {
      TarArchiveEntry entry = next(tar);
      while (entry != null) {
        add(tar, entry);
        entry = next(tar);
      }
    } catch (IOException | FaultException e) {
      if (isCut(e)) {
        throw Unpacking.malformed("ends " + at + Unpacking.CUT, e);
      }
      throw e;
    }
  }

  /** Whether there is no more where there should be, as the libraries say it. */
  private static boolean isCut(Exception e) {
    return e instanceof EOFException
        || e.getCause() instanceof EOFException
        || (e instanceof IOException && String.valueOf(e.getMessage()).contains("runcated"));
  }

  private TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
    long header = (in.position() + RECORD - 1) / RECORD * RECORD;
    in.allow(RECORD + HEADER, "What the TAR says of one of its files has more than 1 MiB.");
    TarArchiveEntry entry = tar.getNextEntry();
    in.allowAll();
    if (entry == null && in.position() > header && in.position() < header + RECORD) {
      throw Unpacking.malformed("ends " + at + ", in the next one's header" + Unpacking.CUT, null);
    }
    if (entry != null && entry.isSparse()) {
      // To pass over it is to unpack it: zeros without end, if it says so.
      throw Limits.exceeded("It holds a sparse file, " + path(entry) + ": pack it without.");
    }
    return entry;
  }

  private void add(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
    long from = in.position();
    long size = entry.getSize();
    boolean file = isFile(entry);
    String path = path(entry);
    at = "in the middle of " + path;
    String refused = file ? contents.limits().refuses(size, size) : null;
    byte[] head = file && refused == null ? Contents.head(tar, size) : new byte[0];
    byte[] piece = new byte[PIECE];
    while (tar.read(piece) >= 0) {
      each.accept(in.position());
    }
    if (file) {
      List<String> layers = new ArrayList<>(before);
      layers.add(Layers.part(from, size));
      contents.add(path, size, head, layers, refused);
    }
    at = "behind " + path;
    each.accept(in.position());
  }

  private static boolean isFile(TarArchiveEntry entry) {
    return !entry.isDirectory()
        && !entry.isLink()
        && !entry.isSymbolicLink()
        && !entry.isCharacterDevice()
        && !entry.isBlockDevice()
        && !entry.isFIFO();
  }

  private String path(TarArchiveEntry entry) {
    String name = entry.getName();
    boolean bytes = name.chars().allMatch(letter -> letter < 0x100);
    Charset otherwise = contents.names(StandardCharsets.ISO_8859_1);
    return MemberName.path(
        bytes ? MemberName.decoded(name.getBytes(StandardCharsets.ISO_8859_1), otherwise) : name);
  }
}
