package org.sluice.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.event.ContentTypes;

/** Files found in an archive so far. Of several with one name the last counts, as unpacked. */
final class Contents {
  private final Map<String, Contained> found = new LinkedHashMap<>();
  private final Map<String, Integer> doubled = new LinkedHashMap<>();
  private final Limits limits;
  private final Charset names;
  private final Runnable alive;
  private long total;
  private long again;

  /**
   * @param names encoding of names that are no UTF-8; null for what the format has
   * @param alive called now and then
   */
  Contents(Limits limits, Charset names, Runnable alive) {
    this.limits = limits;
    this.names = names;
    this.alive = alive;
  }

  Limits limits() {
    return limits;
  }

  Charset names(Charset otherwise) {
    return names == null ? otherwise : names;
  }

  void alive() {
    alive.run();
  }

  /**
   * A file.
   *
   * @param head its first bytes; none where they are not to be read
   * @param refused why it is not to be read; null where it is
   */
  void add(String path, long size, byte[] head, List<String> layers, String refused) {
    boolean tooLong = MemberName.isTooLong(path);
    String called = tooLong ? MemberName.shortened(path) : path;
    String why = tooLong ? "Its name is longer than " + MemberName.LONGEST + " bytes." : refused;
    Contained one =
        new Contained(
            called, size, ContentTypes.of(head, path), why == null ? layers : List.of(), why);
    if (found.put(called, one) != null) {
      doubled(called);
    }
    limits.checkMembers(found.size());
    if (why == null) {
      total += size;
      limits.checkTotal(total);
    }
    alive();
  }

  /** A file of a name that another one has, which stands in its place. */
  void doubled(String path) {
    doubled.merge(path, 1, Integer::sum);
  }

  Map<String, Integer> doubled() {
    return doubled;
  }

  /** What is unpacked, beside the member itself, to read a member alone. */
  void costs(long bytes) {
    again += bytes;
    limits.checkAgain(again);
  }

  Collection<Contained> all() {
    return found.values();
  }

  /** The first bytes of a file. */
  static byte[] head(InputStream in, long size) throws IOException {
    return in.readNBytes((int) Math.min(ContentTypes.LOOKED_AT, size));
  }
}
