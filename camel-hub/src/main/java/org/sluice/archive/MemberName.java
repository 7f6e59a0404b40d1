package org.sluice.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.sluice.event.Base32;

/**
 * What a member is called. Its name in the archive is a name and nothing else: {@code ..} and a
 * slash at its beginning lead nowhere. Letters that no name should have (controls, those that turn
 * the direction of text, halves of letters) stand percent-encoded, as does the percent sign.
 */
public final class MemberName {
  /** What stands between an archive's name and a member's. */
  public static final String MARK = "!/";

  /** Bytes in UTF-8, as Swift permits for objects. */
  static final int LONGEST = 1024;

  private static final int KEPT = 900;

  private MemberName() {}

  /** The object's name of a member. */
  public static String of(String archive, String path) {
    return archive + MARK + path;
  }

  /** A member's name as it is shown and stored. */
  static String path(String name) {
    StringBuilder path = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            letter -> {
              if (letter == '%' || isHostile(letter)) {
                encode(path, letter);
              } else {
                path.appendCodePoint(letter);
              }
            });
    return path.toString();
  }

  /** Whether a path is longer than an object's name may be. */
  static boolean isTooLong(String path) {
    return path.getBytes(StandardCharsets.UTF_8).length > LONGEST;
  }

  /** A name for one that is too long: its beginning, and what tells it from others. */
  static String shortened(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    int end = KEPT;
    while ((bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    String begin = new String(bytes, 0, end, StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return begin + "…" + Base32.encode(digest).substring(0, 32).toLowerCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A name's bytes as text: UTF-8 where they are, else of another encoding. */
  static String decoded(byte[] bytes, Charset otherwise) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, otherwise);
    }
  }

  private static boolean isHostile(int letter) {
    return Character.getType(letter) == Character.CONTROL
        || Character.getType(letter) == Character.SURROGATE
        || (letter >= 0x2028 && letter <= 0x202e)
        || (letter >= 0x2066 && letter <= 0x2069);
  }

  private static void encode(StringBuilder path, int letter) {
    if (Character.getType(letter) == Character.SURROGATE) {
      path.append(
          String.format(
              "%%%02X%%%02X%%%02X",
              0xe0 | letter >> 12, 0x80 | (letter >> 6 & 0x3f), 0x80 | (letter & 0x3f)));
      return;
    }
    for (byte one : Character.toString(letter).getBytes(StandardCharsets.UTF_8)) {
      path.append(String.format("%%%02X", one & 0xff));
    }
  }
}
