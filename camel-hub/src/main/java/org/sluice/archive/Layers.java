package org.sluice.archive;

import java.util.List;
import org.sluice.event.Member;

/**
 * The way from an object's bytes to those of a member, one step after the other. Each is a word of
 * one of these forms, and so it stands in events and documents:
 *
 * <ul>
 *   <li>{@code gunzip}
 *   <li>{@code part:FROM:LENGTH}
 *   <li>{@code inflate:SIZE}, raw deflate that becomes so many bytes
 *   <li>{@code crc:HEX}, the CRC-32 of what comes of all before
 * </ul>
 */
public final class Layers {
  static final String GUNZIP = "gunzip";

  private Layers() {}

  static String part(long from, long length) {
    return "part:" + from + ":" + length;
  }

  static String inflate(long size) {
    return "inflate:" + size;
  }

  static String crc(long crc) {
    return "crc:" + Long.toHexString(crc);
  }

  /**
   * The bytes of a member.
   *
   * @param root those of the object that Swift holds
   */
  public static ByteSource of(Member member, ByteSource root) {
    return over(root, member.layers());
  }

  static ByteSource over(ByteSource source, List<String> layers) {
    ByteSource inner = source;
    for (String layer : layers) {
      inner = over(inner, layer.split(":"));
    }
    return inner;
  }

  private static ByteSource over(ByteSource source, String[] words) {
    return switch (words[0]) {
      case GUNZIP -> new Gunzipped(source);
      case "part" -> new Part(source, Long.parseLong(words[1]), Long.parseLong(words[2]));
      case "inflate" -> new Inflated(source, Long.parseLong(words[1]));
      case "crc" -> new Checked(source, Long.parseLong(words[1], 16));
      default -> throw new IllegalArgumentException("There is no layer " + words[0]);
    };
  }
}
