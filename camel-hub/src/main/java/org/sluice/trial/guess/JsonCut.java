package org.sluice.trial.guess;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the records of a JSON sample end, so that its first can be taken as they stand. */
final class JsonCut {
  private static final JsonFactory JSON = new JsonFactory();

  private final byte[] bytes;
  private final boolean array;
  private final boolean whole;

  /** Offsets behind each record. */
  private final List<Integer> ends;

  private JsonCut(byte[] bytes, boolean array, boolean whole, List<Integer> ends) {
    this.bytes = bytes;
    this.array = array;
    this.whole = whole;
    this.ends = ends;
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
        return new JsonCut(sample.bytes(), array, true, List.of());
      }
      whole = false;
    }
    if (ends.isEmpty() && !sample.whole()) {
      throw new UnguessableException(
          "The first record of "
              + sample.name()
              + " does not end within its first MiB: give a sample of smaller records.");
    }
    return new JsonCut(sample.bytes(), array, whole, ends);
  }

  /** Whether the values stand one after the other. */
  boolean lines() {
    return !array && ends.size() > 1;
  }

  /** What kind of JSON it is. */
  String said() {
    String some = (whole ? "" : "at least ") + ends.size();
    return array
        ? "The sample is a JSON array of " + some + " records."
        : lines() ? "The sample is " + some + " JSON lines." : "The sample is one JSON object.";
  }

  /** The first records, as the sample has them; what is malformed comes whole. */
  byte[] first(int records) {
    if (ends.isEmpty() || (whole && ends.size() <= records)) {
      return bytes;
    }
    int end = ends.get(Math.min(records, ends.size()) - 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Arrays.copyOf(bytes, end));
    out.writeBytes((array ? "\n]\n" : "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return out.toByteArray();
  }
}
