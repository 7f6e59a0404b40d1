package org.sluice.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Identity of a change: the first 32 letters of base32 of SHA-256 of cluster, account, container,
 * object, timestamp and verb, each written as a netstring ({@code 5:lake1,}), since names may hold
 * any letter that could part them.
 */
public final class EventId {
  private EventId() {}

  /**
   * @param timestamp Swift's normal form
   * @param verb {@code PUT} (also for COPY), {@code POST} or {@code DELETE}
   */
  public static String of(String cluster, ObjectKey key, String timestamp, String verb) {
    ByteArrayOutputStream netstrings = new ByteArrayOutputStream();
    for (String part :
        new String[] {cluster, key.account(), key.container(), key.object(), timestamp, verb}) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      netstrings.writeBytes((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      netstrings.writeBytes(bytes);
      netstrings.write(',');
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(netstrings.toByteArray());
      return Base32.encode(hash).substring(0, 32).toUpperCase(java.util.Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no SHA-256", e);
    }
  }
}
