package org.sluice.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** An archive: ZIP, TAR, or TAR in gzip, whichever its bytes begin as. */
public final class Archive {
  private final ByteSource source;
  private final Contents contents;
  private final Runnable alive;

  /**
   * @param names encoding of names that are no UTF-8; null for what the format has
   * @param alive called now and then while it is read
   */
  public Archive(ByteSource source, Limits limits, Charset names, Runnable alive) {
    this.source = source;
    this.contents = new Contents(limits, names, alive);
    this.alive = alive;
  }

  /**
   * The files that it holds; no folders, no links.
   *
   * @param contentType what it is said to be
   * @return null where it is gzip without a TAR in it
   * @throws FaultException object-empty, archive-malformed, archive-limit
   */
  public Listing list(String contentType) throws IOException {
    byte[] head;
    try (InputStream in = source.open(0, TarContents.RECORD)) {
      head = in.readNBytes(TarContents.RECORD);
    }
    if (head.length == 0) {
      throw new FaultException(Fault.OBJECT_EMPTY, "The object is empty: it is no archive.");
    }
    try {
      return read(head, String.valueOf(contentType).toLowerCase(Locale.ROOT))
          ? new Listing(List.copyOf(contents.all()), contents.doubled())
          : null;
    } catch (FaultException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The library has no one exception for what it cannot read.
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      throw Unpacking.malformed("cannot be read: " + why, e);
    }
  }

  private boolean read(byte[] head, String contentType) throws IOException {
    if (head.length > 1 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
      return gzip();
    }
    if (TarContents.begins(head) || (isZero(head) && contentType.contains("tar"))) {
      try (Counted in = new Counted(source.open(0))) {
        new TarContents(in, List.of(), contents, place -> alive.run()).read();
      }
      if (!source.seeks()) {
        costs();
      }
      return true;
    }
    boolean zip = contentType.contains("zip") && !contentType.contains("gzip");
    if (zip || (head.length > 1 && head[0] == 'P' && head[1] == 'K')) {
      ZipContents.into(source, contents);
      return true;
    }
    throw Unpacking.malformed("begins neither as a ZIP nor as a TAR", null);
  }

  private boolean gzip() throws IOException {
    try (Counted packed = new Counted(source.open(0));
        Counted in = new Counted(Gunzipped.gunzip(packed))) {
      byte[] head;
      try (InputStream begin = new Gunzipped(source).open(0)) {
        head = begin.readNBytes(TarContents.RECORD);
      }
      if (!TarContents.begins(head)) {
        return false;
      }
      new TarContents(
              in,
              List.of(Layers.GUNZIP),
              contents,
              place -> {
                contents.limits().checkTotal(place);
                contents.limits().checkRatio(place, packed.position());
                alive.run();
              })
          .read();
    }
    costs();
    return true;
  }

  /** Where no place can be gone to, all before a member is unpacked to read it. */
  private void costs() {
    for (Contained member : contents.all()) {
      if (member.refused() == null) {
        String[] part = member.layers().get(member.layers().size() - 1).split(":");
        contents.costs(Long.parseLong(part[1]) + member.size());
      }
    }
  }

  private static boolean isZero(byte[] head) {
    for (byte one : head) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }
}
