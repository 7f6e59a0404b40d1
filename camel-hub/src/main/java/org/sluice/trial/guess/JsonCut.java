package org.sluice.trial.guess;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the records of a JSON sample end, so that its first can be taken as they stand. */
final class JsonCut {
  private static final JsonFactory JSON = new JsonFactory();

  private static final long NONE = 0;

  private final byte[] bytes;
  private final boolean array;
  private final boolean whole;

  /** Offsets behind each record. */
  private final List<Integer> ends;

  private final boolean lines;

  /** The line that a sample's last value breaks off in, from 1 on. */
  private final long cutIn;

  private JsonCut(
      byte[] bytes, boolean array, boolean whole, List<Integer> ends, boolean lines, long cutIn) {
    this.bytes = bytes;
    this.array = array;
    this.whole = whole;
    this.ends = ends;
    this.lines = lines;
    this.cutIn = cutIn;
  }

  /** Whether bytes look like the beginning of a JSON object or array. */
  static boolean begins(byte[] bytes) {
    try (JsonParser parser = JSON.createParser(bytes)) {
      JsonToken first = parser.nextToken();
      return first != null && first.isStructStart() && parser.nextToken() != null;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @throws UnguessableException when the sample is malformed within its first records
   */
  static JsonCut of(Sample sample) throws UnguessableException {
    List<Integer> ends = new ArrayList<>();
    boolean array = false;
    boolean whole = sample.whole();
    try (JsonParser parser = JSON.createParser(sample.bytes())) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY) {
        array = true;
        token = parser.nextToken();
      }
      while (token != null && token != JsonToken.END_ARRAY) {
        parser.skipChildren();
        if (parser.currentToken() == null) {
          throw new IOException("cut");
        }
        ends.add(Math.toIntExact(parser.currentLocation().getByteOffset()));
        token = parser.nextToken();
      }
    } catch (IOException e) {
      if (sample.whole()) {
        return broken(sample.bytes(), array, ends);
      }
      whole = false;
    }
    if (ends.isEmpty() && !sample.whole()) {
      throw new UnguessableException(
          "The first record of "
              + sample.name()
              + " does not end within its first MiB: give a sample of smaller records.");
    }
    return new JsonCut(sample.bytes(), array, whole, ends, !array && ends.size() > 1, NONE);
  }

  /** Of lines of which the last alone is broken, those before it; anything else as it is. */
  private static JsonCut broken(byte[] bytes, boolean array, List<Integer> ends) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    if (array || ends.isEmpty() || all.substring(0, ends.get(0)).strip().contains("\n")) {
      return new JsonCut(bytes, array, true, List.of(), false, NONE);
    }
    String behind = all.substring(ends.get(ends.size() - 1));
    String last = behind.stripLeading();
    boolean own = behind.substring(0, behind.length() - last.length()).contains("\n");
    if (!own || last.stripTrailing().contains("\n")) {
      return new JsonCut(bytes, false, true, List.of(), true, NONE);
    }
    String before = all.substring(0, all.length() - last.length());
    long line = 1 + before.chars().filter(letter -> letter == '\n').count();
    return new JsonCut(bytes, false, false, ends, true, line);
  }

  /** Whether the values stand one after the other. */
  boolean lines() {
    return lines;
  }

  /** What kind of JSON it is, a line each. */
  List<String> said() {
    if (cutIn != NONE) {
      return Prose.lines(
          "The sample is JSON lines. Its last, line "
              + cutIn
              + ", is cut off or malformed: this is made of the "
              + (ends.size() == 1 ? "one" : ends.size())
              + " before it. An object with such a line is parked.");
    }
    String some = (whole ? "" : "at least ") + ends.size();
    return List.of(
        array
            ? "The sample is a JSON array of " + some + " records."
            : lines ? "The sample is " + some + " JSON lines." : "The sample is one JSON object.");
  }

  /** The first records, as the sample has them; what is malformed comes whole. */
  byte[] first(int records) {
    if (ends.isEmpty() || (whole && ends.size() <= records)) {
      return bytes;
    }
    int end = ends.get(Math.min(records, ends.size()) - 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Arrays.copyOf(bytes, end));
    out.writeBytes((array ? "\n]\n" : "\n").getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }
}
