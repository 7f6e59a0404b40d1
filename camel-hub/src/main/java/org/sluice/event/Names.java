package org.sluice.event;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one encoder that makes names of collections, databases and topics out of projects, containers
 * and routes, which may hold any letter there is.
 *
 * <p>Letters, digits, {@code _} and {@code -} of ASCII stay as they are. A run of other bytes (of
 * UTF-8) becomes {@code _x<hex>_}: {@code a.b} is {@code a_x2e_b}. An underscore that would read
 * like the start of such a run is itself written so. Dots are never left plain: MongoDB forbids
 * them in a database's name, and Kafka holds {@code a.b} and {@code a_b} to be the same topic.
 *
 * <p>MongoDB holds databases that differ only in case to be the same: there, upper case is written
 * as a run too. InfluxDB keeps names with a leading underscore for itself: there, that is written
 * as a run. PostgreSQL's columns, which are always quoted, keep all letters but control characters.
 *
 * <p>A name that comes out longer than its place permits is cut and ends in {@code _z} and 26
 * letters of its hash. Such a name cannot be decoded: whoever needs the way back keeps the name in
 * a record.
 */
public final class Names {
  private static final int COLLECTION_LIMIT = 120;
  private static final int MONGO_DATABASE_LIMIT = 63;
  private static final int INFLUX_DATABASE_LIMIT = 200;
  private static final int TOPIC_LIMIT = 249;
  private static final int SQL_LIMIT = 63;

  private static final Pattern RUN = Pattern.compile("_x((?:[0-9a-f]{2})+)_");
  private static final Pattern RUN_LIKE = Pattern.compile("_x[0-9a-f]{2}.*", Pattern.DOTALL);
  private static final Pattern SHORTENED = Pattern.compile(".*_z[a-z2-7]{26}");
  private static final int HASH_LETTERS = 26;

  private Names() {}

  /** Which letters stay as they are, beside digits, {@code -} and most {@code _}. */
  private enum Letters {
    LOWER,
    ASCII,
    /** All but control characters. */
    ANY
  }

  /**
   * A MongoDB collection; at most 120 letters: with the catalogue's database before it MongoDB
   * takes 255 bytes, and the embedded server 128. One more, and no event would be registered.
   */
  public static String collection(String name) {
    return fit(name, encode(name, Letters.ASCII), COLLECTION_LIMIT);
  }

  /** A MongoDB database; at most 63 bytes with its prefix; lower case only. */
  public static String mongoDatabase(String prefix, String name) {
    return prefix + fit(name, encode(name, Letters.LOWER), MONGO_DATABASE_LIMIT - prefix.length());
  }

  /** An InfluxDB database; at most 200 letters, as it is a folder's name too. */
  public static String influxDatabase(String name) {
    String encoded = encode(name, Letters.ASCII);
    if (encoded.startsWith("_") && !RUN.matcher(encoded).lookingAt()) {
      encoded = "_x5f_" + encoded.substring(1);
    }
    return fit(name, encoded, INFLUX_DATABASE_LIMIT);
  }

  /** A Kafka topic; at most 249 letters with its prefix. */
  public static String topic(String prefix, String name) {
    return prefix + fit(name, encode(name, Letters.ASCII), TOPIC_LIMIT - prefix.length());
  }

  /** A schema or a table of PostgreSQL; at most 63 bytes with its prefix. */
  public static String sql(String prefix, String name) {
    return prefix + fit(name, encode(name, Letters.ASCII), SQL_LIMIT - prefix.length());
  }

  /**
   * A column of PostgreSQL, always to be quoted: only control characters become runs. At most 63
   * bytes.
   *
   * @param taken whether the name is kept for something else, so that this one must not stay plain
   * @throws IllegalArgumentException when the name is empty or holds half a surrogate pair
   */
  public static String sqlColumn(String name, boolean taken) {
    String encoded = taken ? encode(name, Letters.ANY, 0) : encode(name, Letters.ANY);
    if (utf8(encoded).length <= SQL_LIMIT) {
      return encoded;
    }
    String tail = "_z" + hash(name);
    int end = Math.min(encoded.length(), SQL_LIMIT - tail.length());
    while (utf8Length(encoded, end) > SQL_LIMIT - tail.length()) {
      end--;
    }
    return encoded.substring(0, end) + tail;
  }

  /** Whether a name was cut, and so cannot be decoded. */
  public static boolean shortened(String encoded) {
    return SHORTENED.matcher(encoded).matches();
  }

  /**
   * The way back, for a name without its prefix.
   *
   * @throws IllegalArgumentException when the name was cut
   */
  public static String decode(String encoded) {
    if (shortened(encoded)) {
      throw new IllegalArgumentException(encoded + " was cut: only a record tells its whole name");
    }
    StringBuilder plain = new StringBuilder();
    Matcher run = RUN.matcher(encoded);
    int from = 0;
    while (run.find()) {
      plain.append(encoded, from, run.start());
      plain.append(new String(fromHex(run.group(1)), StandardCharsets.UTF_8));
      from = run.end();
    }
    return plain.append(encoded.substring(from)).toString();
  }

  private static String encode(String name, Letters letters) {
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException("name is missing");
    }
    String encoded = encode(name, letters, -1);
    return shortened(encoded) ? encode(name, letters, name.length() - HASH_LETTERS - 1) : encoded;
  }

  /** With one position more, {@code never}, that is not left plain. */
  private static String encode(String name, Letters letters, int never) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < name.length()) {
      int end = at;
      while (end < name.length() && (end == never || !plain(name, end, letters))) {
        end++;
      }
      if (end > at) {
        out.append("_x").append(toHex(utf8(name.substring(at, end)))).append('_');
        at = end;
      } else {
        out.append(name.charAt(at++));
      }
    }
    return out.toString();
  }

  private static boolean plain(String name, int at, Letters letters) {
    char c = name.charAt(at);
    if (c == '_') {
      return !RUN_LIKE.matcher(name).region(at, name.length()).matches();
    }
    if (letters == Letters.ANY) {
      return !Character.isISOControl(c);
    }
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || (letters == Letters.ASCII && c >= 'A' && c <= 'Z');
  }

  private static String fit(String name, String encoded, int limit) {
    if (encoded.length() <= limit) {
      return encoded;
    }
    String tail = "_z" + hash(name);
    if (limit < tail.length()) {
      throw new IllegalArgumentException("no room for a name behind so long a prefix");
    }
    return encoded.substring(0, limit - tail.length()) + tail;
  }

  private static String hash(String name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(utf8(name));
      return Base32.encode(digest).substring(0, HASH_LETTERS).toLowerCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int utf8Length(String text, int end) {
    boolean split = Character.isHighSurrogate(text.charAt(end - 1));
    return split ? Integer.MAX_VALUE : utf8(text.substring(0, end)).length;
  }

  private static byte[] utf8(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("name holds half a surrogate pair", e);
    }
  }

  private static String toHex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] fromHex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
