package org.sluice.enrich.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** Makes values of what a parser reads, none of them larger than a record may be. */
final class JsonValues {
  private final JsonParser parser;
  private final JsonPlaces places;
  private long record = 1;
  private long recordFrom;
  private int values;

  JsonValues(JsonParser parser, JsonPlaces places) {
    this.parser = parser;
    this.places = places;
  }

  /**
   * The value that the parser stands at.
   *
   * @param number of the record that it is
   */
  Object ofRecord(long number) throws IOException {
    record = number;
    recordFrom = offset();
    return value();
  }

  private Object value() throws IOException {
    if ((++values & 0xff) == 0 && offset() - recordFrom > RecordReader.LARGEST_RECORD) {
      throw new FaultException(
          Fault.OBJECT_TOO_LARGE,
          "Record "
              + record
              + " is larger than the "
              + RecordReader.LARGEST_RECORD
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

  private long offset() {
    return parser.currentLocation().getByteOffset();
  }

  /** The object that the parser stands at the beginning of. */
  Map<String, Object> object() throws IOException {
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

  /** Where the parser stands in the record; empty where that has no name. */
  private String field() {
    String path = "";
    JsonStreamContext at = parser.getParsingContext();
    for (; at != null && !at.inRoot(); at = at.getParent()) {
      if (at.inObject()) {
        String dot = path.isEmpty() || path.startsWith("[") ? "" : ".";
        path = JsonPlaces.shortened(at.getCurrentName()) + dot + path;
      } else if (!at.getParent().inRoot()) {
        path = "[]" + (path.isEmpty() || path.startsWith("[") ? "" : ".") + path;
      }
    }
    return path.isEmpty() ? "" : " of '" + JsonPlaces.shortened(path) + "'";
  }

  private Double floating() throws IOException {
    double number = parser.getDoubleValue();
    if (Double.isInfinite(number)) {
      throw places.malformed(
          parser.currentTokenLocation(),
          "the number "
              + JsonPlaces.shortened(parser.getText())
              + field()
              + " is larger than any number can be here (in quotes it is a text and can be kept)",
          null);
    }
    return number;
  }
}
