package org.sluice.enrich.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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

  private static final Pattern LINE = Pattern.compile("line: (\\d{1,18})");
  private static final Pattern BYTE = Pattern.compile("byte offset: #(\\d{1,18})");

  private final JsonParser parser;
  private final Start start;
  private final boolean lines;
  private final Consumer<FaultException> rejects;
  private boolean array;
  private boolean begun;
  private boolean more = true;
  private long count;
  private long recordFrom;
  private int values;

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
    this.rejects = rejects;
    this.parser = (start.isFirst() ? JSON : UTF_8).createParser(in);
    this.lines = lines;
    this.start = start;
    this.count = start.read();
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
      throw malformed(at, reason(e), e);
    } catch (CharConversionException e) {
      throw malformed(parser.currentLocation(), e.getMessage(), e);
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
    Map<String, Object> record = object();
    requireEnd(parser.nextToken());
    return record;
  }

  private long offset() {
    return parser.currentLocation().getByteOffset();
  }

  private void begin() throws IOException {
    begun = true;
    JsonToken first = parser.nextToken();
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
    recordFrom = offset();
    Object value = value();
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
      recordFrom = offset();
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
      throw malformed(parser.currentTokenLocation(), "more stands behind the value's end", null);
    }
  }

  private Object value() throws IOException {
    if ((++values & 0xff) == 0 && offset() - recordFrom > LARGEST_RECORD) {
      throw new FaultException(
          Fault.OBJECT_TOO_LARGE,
          "Record "
              + (count + 1)
              + " is larger than the "
              + LARGEST_RECORD
              + " bytes that one may have.");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> floating();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  private Map<String, Object> object() throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value());
    }
    return object;
  }

  private List<Object> array() throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value());
    }
    return array;
  }

  private Double floating() throws IOException {
    double number = parser.getDoubleValue();
    if (Double.isInfinite(number)) {
      throw malformed(
          parser.currentTokenLocation(),
          "the number " + shortened(parser.getText()) + " is larger than any number can be here",
          null);
    }
    return number;
  }

  private FaultException malformed(JsonLocation at, String reason, Exception cause) {
    String where = "";
    if (at != null) {
      where = " at line " + (start.lines() + at.getLineNr()) + ", column " + at.getColumnNr();
      if (at.getByteOffset() >= 0) {
        where += " (byte " + (start.bytes() + at.getByteOffset()) + ")";
      }
    }
    return new FaultException(
        Fault.JSON_MALFORMED, "Cut or malformed JSON" + where + ": " + placed(reason) + ".", cause);
  }

  /** Jackson's reason, its lines and bytes being the object's. */
  private String placed(String reason) {
    String lines =
        LINE.matcher(reason).replaceAll(at -> "line: " + (start.lines() + number(at.group(1))));
    return BYTE.matcher(lines)
        .replaceAll(at -> "byte offset: #" + (start.bytes() + number(at.group(1))));
  }

  private static long number(String digits) {
    return Long.parseLong(digits);
  }

  /** Jackson's reason without its own words on the place. */
  static String reason(JsonProcessingException e) {
    return shortened(
        e.getOriginalMessage().replaceAll("\\[Source: [^;]*; ", "[").replaceAll(", from `.*`", ""));
  }

  private static String shortened(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }
}
