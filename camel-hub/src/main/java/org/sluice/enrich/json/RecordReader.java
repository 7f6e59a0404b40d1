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
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.run.DeclinedException;

/**
 * Reads JSON strictly: no key twice, no NaN, no number outside its type, nothing behind the end.
 * Whole numbers come as {@link Integer}, {@link Long} or {@link java.math.BigInteger}, others as
 * {@link Double}.
 */
final class RecordReader {
  /** MongoDB's own limit is 100, and Sluice wraps records. */
  static final int MAX_DEPTH = 90;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private RecordReader() {}

  static List<Map<String, Object>> read(InputStream in) throws IOException {
    try (JsonParser parser = JSON.createParser(in)) {
      try {
        return records(parser);
      } catch (JsonProcessingException e) {
        JsonLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
        throw malformed(at, reason(e), e);
      } catch (CharConversionException e) {
        throw malformed(parser.currentLocation(), e.getMessage(), e);
      }
    }
  }

  private static List<Map<String, Object>> records(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new FaultException(Fault.OBJECT_EMPTY, "The object is empty: there is no JSON in it.");
    }
    Object root = value(parser);
    if (parser.nextToken() != null) {
      throw malformed(parser.currentTokenLocation(), "more stands behind the value's end", null);
    }
    return records(root);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> records(Object root) {
    if (root instanceof Map<?, ?> one) {
      return new ArrayList<>(List.of((Map<String, Object>) one));
    }
    if (!(root instanceof List<?> many)) {
      throw new DeclinedException("The JSON is neither an object nor an array of objects.");
    }
    if (many.isEmpty()) {
      throw new DeclinedException("The JSON is an empty array: there is no record in it.");
    }
    for (int i = 0; i < many.size(); i++) {
      if (!(many.get(i) instanceof Map)) {
        throw new DeclinedException(
            "The JSON is an array, but its item " + (i + 1) + " is not an object.");
      }
    }
    return (List<Map<String, Object>>) many;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> floating(parser);
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  private static Double floating(JsonParser parser) throws IOException {
    double number = parser.getDoubleValue();
    if (Double.isInfinite(number)) {
      throw malformed(
          parser.currentTokenLocation(),
          "the number " + shortened(parser.getText()) + " is larger than any number can be here",
          null);
    }
    return number;
  }

  private static FaultException malformed(JsonLocation at, String reason, Exception cause) {
    String where = "";
    if (at != null) {
      where = " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      if (at.getByteOffset() >= 0) {
        where += " (byte " + at.getByteOffset() + ")";
      }
    }
    return new FaultException(
        Fault.JSON_MALFORMED, "Cut or malformed JSON" + where + ": " + reason + ".", cause);
  }

  /** Jackson's reason without its own words on the place. */
  private static String reason(JsonProcessingException e) {
    return shortened(
        e.getOriginalMessage().replaceAll("\\[Source: [^;]*; ", "[").replaceAll(", from `.*`", ""));
  }

  private static String shortened(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }
}
