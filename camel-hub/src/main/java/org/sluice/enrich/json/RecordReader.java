package org.sluice.enrich.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sluice.enrich.Records;
import org.sluice.enrich.part.Start;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.run.DeclinedException;

/**
 * Reads the records of an object one after the other, and never holds more of it than is asked for.
 * A JSON object is one record, an array of objects is many; as JSON lines, each value is a record.
 *
 * <p>JSON is read strictly: no key twice, no NaN, no number outside its type, nothing behind the
 * end. Whole numbers come as {@link Integer}, {@link Long} or {@link java.math.BigInteger}, others
 * as {@link Double}.
 */
public final class RecordReader implements Records {
  /** MongoDB's own limit is 100, and Sluice wraps records. */
  public static final int MAX_DEPTH = 90;

  /** What MongoDB takes as one document. */
  public static final int LARGEST_RECORD = 16 << 20;

  public static final JsonFactory JSON = factory(true);

  /** What stands within an object says nothing of its encoding. */
  private static final JsonFactory UTF_8 = factory(false);

  /** An array in which a record has been read; what is wrong behind its comma is as wrong. */
  private static final byte[] OPEN = {'[', '0', ','};

  private final JsonParser parser;
  private final Start start;
  private final JsonPlaces places;
  private final JsonValues values;
  private final boolean lines;
  private final boolean within;
  private final Consumer<FaultException> rejects;
  private boolean array;
  private boolean begun;
  private boolean more = true;
  private long count;

  /**
   * @param lines whether the values stand one after the other, as JSON lines do
   * @param rejects told of records that cannot be taken
   */
  public RecordReader(InputStream in, boolean lines, Consumer<FaultException> rejects)
      throws IOException {
    this(in, lines, Start.OBJECT, rejects);
  }

  /**
   * @param start at the beginning of a line; within an object that is in UTF-8
   */
  RecordReader(InputStream in, boolean lines, Start start, Consumer<FaultException> rejects)
      throws IOException {
    this(in, lines, start, false, new JsonPlaces(start, 0, null), rejects);
  }

  private RecordReader(
      InputStream in,
      boolean lines,
      Start start,
      boolean within,
      JsonPlaces places,
      Consumer<FaultException> rejects)
      throws IOException {
    this.rejects = rejects;
    this.parser = (start.isFirst() ? JSON : UTF_8).createParser(in);
    this.lines = lines;
    this.start = start;
    this.within = within;
    this.places = places;
    this.values = new JsonValues(parser, places);
    this.count = start.read();
  }

  /**
   * Reads on within an array.
   *
   * @param start behind the comma that stands behind a record
   * @param opened where the array begins, in the parser's words
   */
  static RecordReader within(
      InputStream in, Start start, String opened, Consumer<FaultException> rejects)
      throws IOException {
    return new RecordReader(
        new SequenceInputStream(new ByteArrayInputStream(OPEN), in),
        false,
        start,
        true,
        new JsonPlaces(start, OPEN.length, opened),
        rejects);
  }

  private static JsonFactory factory(boolean findsEncoding) {
    return JsonFactory.builder()
        .configure(JsonFactory.Feature.CHARSET_DETECTION, findsEncoding)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(LARGEST_RECORD)
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .build();
  }

  @Override
  public boolean more() {
    return more;
  }

  @Override
  public List<Map<String, Object>> next(long bytes) throws IOException {
    try {
      if (!begun) {
        begin();
      }
      long until = offset() + bytes;
      long before = count;
      List<Map<String, Object>> records = new ArrayList<>();
      boolean another = more;
      while (another) {
        Map<String, Object> record = record(before);
        if (record != null) {
          records.add(record);
        }
        another = more && offset() < until;
      }
      return records;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
      throw places.malformed(at, JsonPlaces.reason(e), e);
    } catch (CharConversionException e) {
      throw places.malformed(parser.currentLocation(), e.getMessage(), e);
    }
  }

  /**
   * The one record of a text that holds no other.
   *
   * @throws DeclinedException when it is no object
   */
  Map<String, Object> single() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new DeclinedException("The JSON is not an object.");
    }
    Map<String, Object> record = values.object();
    requireEnd(parser.nextToken());
    return record;
  }

  private long offset() {
    return parser.currentLocation().getByteOffset();
  }

  private void begin() throws IOException {
    begun = true;
    JsonToken first = parser.nextToken();
    if (within) {
      array = true;
      parser.nextToken();
      advance();
      return;
    }
    if (first == null && !start.isFirst()) {
      more = false;
      return;
    }
    if (first == null) {
      throw new FaultException(Fault.OBJECT_EMPTY, "The object is empty: there is no JSON in it.");
    }
    if (first == JsonToken.START_ARRAY && !lines) {
      array = true;
      if (parser.nextToken() == JsonToken.END_ARRAY) {
        end();
        throw new DeclinedException("The JSON is an empty array: there is no record in it.");
      }
    }
  }

  /**
   * The record that the parser stands at; it then stands at the one behind it, if there is one.
   * Null for one that is passed over.
   */
  private Map<String, Object> record(long handedOver) throws IOException {
    Object value = values.ofRecord(count + 1);
    count++;
    advance();
    if (value instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked")
      Map<String, Object> record = (Map<String, Object>) map;
      return record;
    }
    if (handedOver > 0) {
      String message = "Record " + count + " is not a JSON object.";
      rejects.accept(new FaultException(Fault.RECORD_INVALID, message));
      return null;
    }
    while (more) {
      // What is no array of objects is another route's, if it is JSON at all.
      parser.skipChildren();
      advance();
    }
    throw new DeclinedException(
        array
            ? "The JSON is an array, but its item " + count + " is not an object."
            : lines
                ? "Of the JSON lines, value " + count + " is not an object."
                : "The JSON is neither an object nor an array of objects.");
  }

  private void advance() throws IOException {
    JsonToken next = parser.nextToken();
    if (array && next == JsonToken.END_ARRAY) {
      end();
    } else if (!array && !lines) {
      more = false;
      requireEnd(next);
    } else {
      more = next != null;
    }
  }

  private void end() throws IOException {
    more = false;
    requireEnd(parser.nextToken());
  }

  private void requireEnd(JsonToken next) {
    if (next != null) {
      throw places.malformed(
          parser.currentTokenLocation(), "more stands behind the value's end", null);
    }
  }
}
