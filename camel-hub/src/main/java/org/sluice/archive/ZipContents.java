package org.sluice.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.sluice.fault.FaultException;
import org.sluice.fault.FaultKind;

/**
 * Finds the files of a ZIP by its directory, which alone says what it holds: what stands in it
 * beside is not looked at. No two of them may share bytes.
 */
final class ZipContents {
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /** What stands before a file's bytes at the least. */
  private static final int LOCAL_HEADER = 30;

  private final ByteSource source;
  private final Contents contents;
  private long end;

  private ZipContents(ByteSource source, Contents contents) {
    this.source = source;
    this.contents = contents;
  }

  static void into(ByteSource source, Contents contents) throws IOException {
    try (SourceChannel channel = new SourceChannel(source)) {
      long most = contents.limits().directoryBytes();
      channel.allow(
          most, "The ZIP's directory is larger than the " + most + " bytes that maxMembers gives.");
      try (ZipFile zip = opened(channel, source, contents)) {
        channel.allow(Long.MAX_VALUE, "");
        new ZipContents(source, contents).read(zip);
      }
    }
  }

  private static ZipFile opened(SourceChannel channel, ByteSource source, Contents contents)
      throws IOException {
    try {
      return ZipFile.builder().setSeekableByteChannel(channel).setIgnoreLocalFileHeader(true).get();
    } catch (IOException e) {
      FaultException cut = CutZip.of(source, contents, e);
      if (cut != null) {
        throw cut;
      }
      throw e;
    }
  }

  private void read(ZipFile zip) throws IOException {
    Map<String, ZipArchiveEntry> last = new LinkedHashMap<>();
    for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
      if (!entry.isDirectory() && !entry.isUnixSymlink()) {
        String path = path(entry);
        if (last.put(path, entry) != null) {
          contents.doubled(path);
        }
        contents.limits().checkMembers(last.size());
      }
    }
    Map<ZipArchiveEntry, String> paths = new IdentityHashMap<>();
    last.forEach((path, entry) -> paths.put(entry, path));
    for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
      if (paths.containsKey(entry)) {
        add(zip, entry, paths.get(entry));
      }
    }
  }

  private void add(ZipFile zip, ZipArchiveEntry entry, String path) throws IOException {
    long size = entry.getSize();
    long packed = entry.getCompressedSize();
    // Only asked for its bytes does the reader look where they are.
    zip.getRawInputStream(entry);
    long from = entry.getDataOffset();
    if (size < 0 || packed < 0 || from < LOCAL_HEADER) {
      throw Unpacking.malformed("says no place or size of " + path, null);
    }
    if (from - LOCAL_HEADER < end) {
      throw Limits.exceeded("The bytes of " + path + " are another file's too, as in a bomb.");
    }
    end = from + packed;
    String refused = refused(entry, from);
    byte[] head = refused == null ? head(zip, entry) : new byte[0];
    contents.add(path, size, head, layers(entry, from), refused);
    if (!source.seeks()) {
      contents.costs(from + packed);
    }
  }

  private String refused(ZipArchiveEntry entry, long from) {
    long size = entry.getSize();
    long packed = entry.getCompressedSize();
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      return "It is encrypted.";
    }
    if (entry.getMethod() != STORED && entry.getMethod() != DEFLATED) {
      return "It is packed by method " + entry.getMethod() + ": only deflate is read, and none.";
    }
    if (entry.getMethod() == STORED && size != packed) {
      return "It is not packed, and says two sizes: " + packed + " and " + size + " bytes.";
    }
    if (packed > source.size() - from) {
      return "It is to reach beyond the archive's end.";
    }
    return contents.limits().refuses(size, packed);
  }

  private static List<String> layers(ZipArchiveEntry entry, long from) {
    String part = Layers.part(from, entry.getCompressedSize());
    String crc = Layers.crc(entry.getCrc());
    return entry.getMethod() == STORED
        ? List.of(part, crc)
        : List.of(part, Layers.inflate(entry.getSize()), crc);
  }

  /** None where they cannot be unpacked: the member's own run says why. */
  private static byte[] head(ZipFile zip, ZipArchiveEntry entry) {
    try (InputStream in = zip.getInputStream(entry)) {
      return Contents.head(in, entry.getSize());
    } catch (FaultException e) {
      if (e.fault().kind() != FaultKind.DATA) {
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      // damaged
    }
    return new byte[0];
  }

  private String path(ZipArchiveEntry entry) {
    return MemberName.path(name(entry, contents.names(Charset.forName("IBM437"))));
  }

  private static String name(ZipArchiveEntry entry, Charset otherwise) {
    byte[] raw = entry.getRawName();
    if (raw == null || entry.getGeneralPurposeBit().usesUTF8ForNames()) {
      return entry.getName();
    }
    if (entry.getExtraField(UnicodePathExtraField.UPATH_ID) instanceof UnicodePathExtraField path) {
      CRC32 crc = new CRC32();
      crc.update(raw);
      if (crc.getValue() == path.getNameCRC32() && path.getUnicodeName() != null) {
        return new String(path.getUnicodeName(), StandardCharsets.UTF_8);
      }
    }
    return MemberName.decoded(raw, otherwise);
  }
}
