package org.sluice.live;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** First letters of the SHA-256 of what makes a route. */
final class Revision {
  private static final int LETTERS = 10;

  private Revision() {}

  static String of(Collection<RouteFile> files) {
    MessageDigest sha = sha();
    for (RouteFile file : files) {
      sha.update(file.path().getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
      sha.update(file.hash().getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
    }
    return HexFormat.of().formatHex(sha.digest()).substring(0, LETTERS);
  }

  static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no SHA-256", e);
    }
  }
}
