package org.sluice.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The hash of a large file beside a route, found bit by bit: whoever looks at the folder also holds
 * the hub's lease, and must not be away for as long as all of it would take.
 */
final class LargeFile {
  /** So much is read at a look; what is not larger is not large. */
  static final int SHARE = 64 << 20;

  private static final int BUFFER = 1 << 16;

  private final MessageDigest sha = Revision.sha();
  private long read;
  private String hash;

  /** Reads on; all that is left where it is the first look, before which no lease is held. */
  void read(Path file, boolean all) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    long until = all ? Long.MAX_VALUE : read + SHARE;
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(read);
      while (hash == null && read < until) {
        int more = channel.read(buffer.clear());
        if (more < 0) {
          hash = HexFormat.of().formatHex(sha.digest());
        } else {
          sha.update(buffer.flip());
          read += more;
        }
      }
    }
  }

  /** As of what is known of it: what is not known yet is like nothing else. */
  RouteFile as(String path, String stamp) {
    String known = hash == null ? "read up to " + read + " of " + stamp : hash;
    return new RouteFile(path, null, known, null);
  }

  boolean isKnown() {
    return hash != null;
  }
}
