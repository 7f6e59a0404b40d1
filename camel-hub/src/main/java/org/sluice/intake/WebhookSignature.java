package org.sluice.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks signatures of the Standard Webhooks specification, version 1: {@code v1,} and
 * base64(HMAC-SHA256(key, id.timestamp.body)).
 *
 * <p>The keys' file holds one {@code whsec_} key a line and is read again when it changes, so keys
 * are rotated without a restart. Any of them verifies.
 */
public final class WebhookSignature {
  private static final String PREFIX = "whsec_";

  private final Path keysFile;
  private final Duration tolerance;
  private final Clock clock;
  private List<byte[]> keys = List.of();
  private FileTime read;

  public WebhookSignature(Path keysFile, Duration tolerance, Clock clock) {
    this.keysFile = keysFile;
    this.tolerance = tolerance;
    this.clock = clock;
  }

  /**
   * @param id header {@code webhook-id}
   * @param timestamp header {@code webhook-timestamp}, seconds since the epoch
   * @param signatures header {@code webhook-signature}, several parted by spaces
   * @return why the batch is refused, or null when it is well signed
   */
  public String refusal(String id, String timestamp, String signatures, byte[] body) {
    if (id == null || timestamp == null || signatures == null) {
      return "webhook-id, webhook-timestamp and webhook-signature are needed";
    }
    long seconds;
    try {
      seconds = Long.parseLong(timestamp.strip());
    } catch (NumberFormatException e) {
      return "webhook-timestamp is no number of seconds";
    }
    long now = clock.instant().getEpochSecond();
    if (seconds < now - tolerance.toSeconds() || seconds > now + tolerance.toSeconds()) {
      return "webhook-timestamp is more than " + tolerance.toSeconds() + " s from the hub's clock";
    }
    byte[] head = (id + "." + timestamp.strip() + ".").getBytes(StandardCharsets.UTF_8);
    for (byte[] key : keys()) {
      byte[] expected = hmac(key, head, body);
      for (String signature : signatures.strip().split(" +")) {
        if (matches(expected, signature)) {
          return null;
        }
      }
    }
    return "no key of the hub made this signature";
  }

  private static boolean matches(byte[] expected, String signature) {
    if (!signature.startsWith("v1,")) {
      return false;
    }
    try {
      return MessageDigest.isEqual(expected, Base64.getDecoder().decode(signature.substring(3)));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static byte[] hmac(byte[] key, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no HmacSHA256", e);
    }
  }

  /**
   * @throws IllegalStateException when the file cannot be read or holds no key
   */
  synchronized List<byte[]> keys() {
    try {
      FileTime changed = Files.getLastModifiedTime(keysFile);
      if (!changed.equals(read)) {
        List<byte[]> fresh = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(keysFile, StandardCharsets.UTF_8)) {
          number++;
          String key = line.strip();
          if (!key.isEmpty() && !key.startsWith("#")) {
            fresh.add(key(key, number));
          }
        }
        if (fresh.isEmpty()) {
          throw new IllegalStateException("events.keys-file holds no key: " + keysFile);
        }
        keys = List.copyOf(fresh);
        read = changed;
      }
      return keys;
    } catch (IOException e) {
      throw new IllegalStateException("events.keys-file cannot be read: " + keysFile, e);
    }
  }

  /** Says which line is wrong, and nothing of what it holds. */
  private byte[] key(String text, int line) {
    byte[] key = {};
    try {
      key = Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(6) : text);
    } catch (IllegalArgumentException e) {
      // as an empty one
    }
    if (key.length == 0) {
      throw new IllegalStateException(
          "events.keys-file " + keysFile + ", line " + line + ": no whsec_ and base64 behind it");
    }
    return key;
  }
}
