package org.sluice.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.Tika;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;

/** What an object's first bytes say of its type. */
public final class ContentTypes {
  private static final String UNKNOWN = "application/octet-stream";

  /** How many bytes are looked at. */
  public static final int LOOKED_AT = 65_536;

  private static final String JSON_TYPE = "application/json";
  private static final String JSON_LINES = "application/x-ndjson";
  private static final DefaultDetector DETECTOR = new DefaultDetector();
  private static final JsonFactory JSON = new JsonFactory();

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

  private ContentTypes() {}

  /**
   * The encoding that a content type says. ASCII is as none: programs say it that looked at a
   * beginning without other letters.
   */
  public static Optional<Charset> charset(String contentType) {
    Matcher said = CHARSET.matcher(contentType == null ? "" : contentType);
    try {
      return said.find()
          ? Optional.of(Charset.forName(said.group(1))).filter(each -> !each.equals(US_ASCII))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether what the client said says nothing. */
  public static boolean saysNothing(String contentType) {
    return contentType == null
        || contentType.isBlank()
        || contentType.replaceFirst(";.*", "").strip().equalsIgnoreCase(UNKNOWN);
  }

  /**
   * @param head the object's first bytes, {@link #LOOKED_AT} at the most
   * @param name object's name; only refines what the bytes say, and says all where there are none
   */
  public static String of(byte[] head, String name) {
    if (head.length == 0) {
      return ofName(name);
    }
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    try {
      String type = DETECTOR.detect(new ByteArrayInputStream(head), metadata).toString();
      if (!type.equals("text/plain") && !type.equals(JSON_TYPE)) {
        return type;
      }
      // A text of that name whose lines are broken is still JSON lines, broken ones.
      return isJsonLines(name) ? JSON_LINES : json(head) ? JSON_TYPE : type;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /**
   * What a name's ending says by itself; {@code application/octet-stream} where that is nothing.
   */
  public static String ofName(String name) {
    return isJsonLines(name) ? JSON_LINES : new Tika().detect(name);
  }

  private static boolean isJsonLines(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".jsonl") || lower.endsWith(".ndjson");
  }

  /** JSON has no magic number: its tokens are read as far as these bytes go. */
  private static boolean json(byte[] head) {
    int depth = 0;
    try (JsonParser parser = JSON.createParser(head)) {
      var token = parser.nextToken();
      if (token == null || !token.isStructStart()) {
        return false;
      }
      for (; token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      }
      return depth == 0;
    } catch (JsonEOFException cut) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
