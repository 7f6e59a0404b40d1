package org.sluice.gold.objects;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An object's bytes before they are stored.
 *
 * @param bytes them; null where they are in the file
 * @param file where they are, open and without a name; null where they are in memory
 * @param size how many
 * @param etag their MD5, as Swift says it
 */
public record Content(byte[] bytes, FileChannel file, long size, String etag) {
  static Content of(byte[] bytes) {
    return new Content(bytes, null, bytes.length, HexFormat.of().formatHex(md5().digest(bytes)));
  }

  /** Begins to read them. */
  public InputStream open() {
    return file == null ? new ByteArrayInputStream(bytes) : new FileBytes(file);
  }

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no MD5, which Swift's ETags are", e);
    }
  }
}
