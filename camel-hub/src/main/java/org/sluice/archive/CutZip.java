package org.sluice.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.sluice.fault.FaultException;

/** Says of a ZIP that its directory is not at its end any more, and which file it was cut in. */
final class CutZip {
  private static final int FILE = 0x04034b50;
  private static final int DIRECTORY_END = 0x06054b50;

  /** What may stand behind the directory: its end, and a comment. */
  private static final int TAIL = 22 + 0xffff;

  private static final int HEADER = 30;
  private static final int SIZES_BEHIND = 1 << 3;
  private static final int UTF8_NAMES = 1 << 11;
  private static final long IN_EXTRA_FIELD = 0xffffffffL;

  private CutZip() {}

  /**
   * @param why the library's reason
   * @return null where it does not begin as a ZIP, or has its directory's end
   */
  static FaultException of(ByteSource source, Contents contents, IOException why)
      throws IOException {
    byte[] tail = read(source, Math.max(0, source.size() - TAIL), TAIL);
    ByteBuffer behind = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + Integer.BYTES <= tail.length; at++) {
      if (behind.getInt(at) == DIRECTORY_END) {
        return null;
      }
    }
    String where = where(source, contents);
    return where == null
        ? null
        : Unpacking.malformed(
            "ends " + where + ", before the ZIP's directory" + Unpacking.CUT, why);
  }

  private static String where(ByteSource source, Contents contents) throws IOException {
    String last = null;
    try (InputStream in = source.open(0)) {
      long place = 0;
      while (true) {
        contents.alive();
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER)).order(ByteOrder.LITTLE_ENDIAN);
        if (header.limit() < HEADER || header.getInt(0) != FILE) {
          return last == null ? null : "behind " + last;
        }
        int flags = header.getShort(6);
        int nameBytes = header.getShort(26) & 0xffff;
        byte[] name = in.readNBytes(nameBytes);
        if (name.length < nameBytes) {
          return last == null ? "in its first file's header" : "behind " + last;
        }
        boolean plain = (flags & UTF8_NAMES) != 0;
        Charset otherwise = contents.names(Charset.forName("IBM437"));
        last =
            MemberName.path(
                plain
                    ? new String(name, StandardCharsets.UTF_8)
                    : MemberName.decoded(name, otherwise));
        long packed = header.getInt(18) & IN_EXTRA_FIELD;
        if ((flags & SIZES_BEHIND) != 0 || packed == IN_EXTRA_FIELD) {
          return "in " + last + " or behind it";
        }
        long bytes = (header.getShort(28) & 0xffff) + packed;
        place += HEADER + nameBytes + bytes;
        if (place > source.size()) {
          return "in the middle of " + last;
        }
        in.skipNBytes(bytes);
      }
    }
  }

  private static byte[] read(ByteSource source, long from, int most) throws IOException {
    try (InputStream in = source.open(from, most)) {
      return in.readNBytes(most);
    }
  }
}
