package org.sluice.enrich.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.sluice.enrich.part.Start;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.fault.JsonWords;

/** Says where in an object a fault is, by where a parser finds it in what it reads of it. */
final class JsonPlaces {
  private static final Pattern PLACE = Pattern.compile("line: (\\d{1,18}), column: (\\d{1,18})");

  private final Start start;
  private final int put;
  private final String opened;

  /**
   * @param start where in the object it begins to read
   * @param put how many bytes were put before, the first of them being a bracket
   * @param opened where that bracket stands in the object, in the parser's words
   */
  JsonPlaces(Start start, int put, String opened) {
    this.start = start;
    this.put = put;
    this.opened = opened;
  }

  FaultException malformed(JsonLocation at, String reason, Exception cause) {
    String where = "";
    if (at != null) {
      where = " at line " + line(at.getLineNr());
      where += ", column " + column(at.getLineNr(), at.getColumnNr());
      if (at.getByteOffset() >= 0) {
        where += " (byte " + (start.bytes() + at.getByteOffset() - put) + ")";
      }
    }
    String placed = PLACE.matcher(reason).replaceAll(this::place);
    return new FaultException(
        Fault.JSON_MALFORMED, "Cut or malformed JSON" + where + ": " + placed + ".", cause);
  }

  private String place(MatchResult told) {
    long line = Long.parseLong(told.group(1));
    long column = Long.parseLong(told.group(2));
    return put > 0 && line == 1 && column == 1
        ? opened
        : "line: " + line(line) + ", column: " + column(line, column);
  }

  private long line(long told) {
    return start.lines() + told;
  }

  private long column(long line, long told) {
    return line == 1 ? start.column() + told - put : told;
  }

  /** Jackson's reason without its own words on the place. */
  static String reason(JsonProcessingException e) {
    return shortened(JsonWords.reason(e));
  }

  static String shortened(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }
}
