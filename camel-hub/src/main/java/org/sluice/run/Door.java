package org.sluice.run;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiPredicate;
import org.sluice.archive.ByteSource;
import org.sluice.archive.Layers;
import org.sluice.event.LakeObject;
import org.sluice.event.Member;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.swift.RawObject;
import org.sluice.swift.RawObjects;

/**
 * The one way by which runs come by objects' bytes, be they Swift's or a member's of an archive.
 */
final class Door {
  private final RawObjects swift;
  private final BiPredicate<LakeObject, String> isMetadataTime;

  /**
   * @param isMetadataTime whether Swift's timestamp of an object is that of a POST which the
   *     catalogue knows
   */
  Door(RawObjects swift, BiPredicate<LakeObject, String> isMetadataTime) {
    this.swift = swift;
    this.isMetadataTime = isMetadataTime;
  }

  /**
   * An object that is being read.
   *
   * @param body its bytes, from the first on
   * @param source the same, from any place on
   */
  record Opened(InputStream body, ByteSource source) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /**
   * @throws FaultException swift-unreachable, object-forbidden; member-refused for what stands in
   *     an archive and is not to be read
   * @throws SupersededException when Swift has another version, or none
   */
  Opened open(LakeObject object) throws IOException {
    Member member = object.member();
    if (member == null) {
      RawObject raw = version(object);
      Stored stored = new Stored(object.key(), raw.etag(), raw.size());
      return new Opened(raw.body(), stored);
    }
    if (member.refused() != null) {
      throw new FaultException(Fault.MEMBER_REFUSED, member.refused());
    }
    ObjectKey key = object.key();
    ObjectKey root = new ObjectKey(key.account(), key.container(), member.root());
    ByteSource source = Layers.of(member, new Stored(root, member.rootEtag(), -1));
    return new Opened(source.open(0), source);
  }

  /** The bytes of this version; where those that come are not the event's, the newest are asked. */
  private RawObject version(LakeObject object) throws IOException {
    RawObject raw = swift.open(object.key(), false).orElse(null);
    if (raw != null && fits(raw, object.etag())) {
      return raw;
    }
    if (raw != null) {
      raw.close();
    }
    RawObject newest =
        swift
            .open(object.key(), true)
            .orElseThrow(() -> new SupersededException(object.key() + " is gone from Swift"));
    try {
      RuntimeException other = fits(newest, object.etag()) ? null : other(object, newest);
      if (other != null) {
        throw other;
      }
      return newest;
    } catch (RuntimeException e) {
      newest.close();
      throw e;
    }
  }

  /**
   * What it is when Swift has other bytes than the event told of; null where they are that
   * version's, as a manifest's ETag is not what the upload was answered with, nor a symlink's.
   */
  private RuntimeException other(LakeObject object, RawObject newest) {
    String timestamp = newest.timestamp();
    boolean tells = !timestamp.isEmpty() && !newest.isLinked();
    if (tells && timestamp.compareTo(object.version().replaceFirst("\\+.*", "")) < 0) {
      return new FaultException(
          Fault.SWIFT_UNREACHABLE,
          "Swift answers with an older version of "
              + object.key()
              + " ("
              + timestamp
              + ") than it has told of ("
              + object.version()
              + "): servers that hold the newer one do not answer.");
    }
    boolean newer = timestamp.compareTo(object.version()) > 0;
    return newer && !isMetadataTime.test(object, timestamp)
        ? new SupersededException("Swift has a newer version of " + object.key())
        : null;
  }

  private static boolean fits(RawObject raw, String etag) {
    return etag == null || etag.equals(raw.etag());
  }

  /**
   * An object that Swift holds.
   *
   * @param etag of the version that is meant; null for whichever there is
   */
  private final class Stored implements ByteSource {
    private final ObjectKey key;
    private final String etag;
    private final long size;

    Stored(ObjectKey key, String etag, long size) {
      this.key = key;
      this.etag = etag;
      this.size = size;
    }

    @Override
    public InputStream open(long from, long most) throws IOException {
      for (boolean newest : new boolean[] {false, true}) {
        RawObject raw = swift.open(key, newest, from, most).orElse(null);
        if (raw != null && (fits(raw, etag) || isPastTheEnd(raw))) {
          return new Broken(raw.body(), key);
        }
        if (raw != null) {
          raw.close();
        }
      }
      throw new SupersededException("Swift has another version of " + key + ", or none");
    }

    /** Swift's answer to a place behind the last byte has no ETag. */
    private boolean isPastTheEnd(RawObject raw) {
      return raw.etag() == null;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public boolean seeks() {
      return true;
    }
  }

  /** Tells what Swift's fault is from what is the archive's. */
  private static final class Broken extends FilterInputStream {
    private final ObjectKey key;

    Broken(InputStream in, ObjectKey key) {
      super(in);
      this.key = key;
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException e) {
        throw fault(e);
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return in.read(buffer, offset, length);
      } catch (IOException e) {
        throw fault(e);
      }
    }

    @Override
    public long skip(long wanted) throws IOException {
      try {
        return in.skip(wanted);
      } catch (IOException e) {
        throw fault(e);
      }
    }

    private FaultException fault(IOException e) {
      return new FaultException(
          Fault.SWIFT_UNREACHABLE, "Swift broke off reading " + key + ": " + e.getMessage(), e);
    }
  }
}
