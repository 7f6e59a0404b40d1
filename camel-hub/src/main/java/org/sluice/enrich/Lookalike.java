package org.sluice.enrich;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.sluice.enrich.json.JsonRecords;
import org.sluice.event.LakeObject;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** What the beginning of an object looks like that could not be read as what it was taken for. */
enum Lookalike {
  JSON("JSON", "application/json", "json"),
  JSON_LINES("JSON lines, one value a line", "application/x-ndjson", "ndjson"),
  XML("XML", "application/xml", "xml"),
  HTML("HTML", "text/html", "html"),
  CSV("CSV", "text/csv", "csv");

  /** That of UTF-8, its bytes taken for letters. */
  private static final String MARK = "\u00ef\u00bb\u00bf";

  private static final Pattern PAGE =
      Pattern.compile("(?si)<(!doctype\\s+html|html|head|body)\\b.*");
  private static final Pattern MARKUP = Pattern.compile("(?s)<[?!\\p{L}_].*");
  private static final Pattern VALUE =
      Pattern.compile("(?s)\\{\\s*[\"}].*|\\[\\s*([\\[{\"\\]\\d-]|true|false|null).*");
  private static final List<String> SEPARATORS = List.of(",", ";", "\t");

  private final String called;
  private final String type;
  private final String word;

  Lookalike(String called, String type, String word) {
    this.called = called;
    this.type = type;
    this.word = word;
  }

  /**
   * The same fault, with a word on the content type where it may be that which is wrong.
   *
   * @param beginning the object's first bytes
   */
  static FaultException told(FaultException e, byte[] beginning, LakeObject object) {
    Lookalike looks = of(e.fault(), beginning, JsonRecords.lines(object));
    if (looks == null) {
      return e;
    }
    String message = e.getMessage() + " " + looks.said(object.contentType());
    return new FaultException(e.fault(), message, e, e.after());
  }

  private String said(String contentType) {
    String type = contentType == null ? "" : contentType.strip();
    if (type.toLowerCase(Locale.ROOT).replaceFirst(";.*", "").contains(word)) {
      return "It looks like %s, as its content type %s says: the route reads another format."
          .formatted(called, type);
    }
    return "It looks like %s, whose content type is %s%s."
        .formatted(called, this.type, type.isEmpty() ? "" : "; this object's is " + type);
  }

  /**
   * Null where it looks like what it was taken for, or nobody can tell.
   *
   * @param asLines whether what reads JSON takes it for JSON lines
   */
  private static Lookalike of(Fault taken, byte[] beginning, boolean asLines) {
    String text = new String(beginning, StandardCharsets.ISO_8859_1);
    text = (text.startsWith(MARK) ? text.substring(MARK.length()) : text).stripLeading();
    boolean markup = MARKUP.matcher(text).matches();
    boolean value = VALUE.matcher(text).matches();
    return switch (taken) {
      case JSON_MALFORMED ->
          markup ? markup(text) : !value ? table(text) : asLines ? null : lines(text);
      case XML_MALFORMED -> markup ? null : value ? json(text) : table(text);
      case CSV_MALFORMED -> markup ? markup(text) : value ? json(text) : null;
      default -> null;
    };
  }

  private static Lookalike markup(String text) {
    return PAGE.matcher(text).matches() ? HTML : XML;
  }

  private static Lookalike json(String text) {
    return lines(text) == null ? JSON : JSON_LINES;
  }

  /** Whether each line is a value, as far as the first two show it. */
  private static Lookalike lines(String text) {
    List<String> lines =
        text.lines().map(String::strip).filter(s -> !s.isEmpty()).limit(2).toList();
    return lines.size() == 2
            && lines.get(0).endsWith("}")
            && lines.get(0).startsWith("{")
            && lines.get(1).startsWith("{")
        ? JSON_LINES
        : null;
  }

  private static Lookalike table(String text) {
    List<String> lines = text.lines().limit(3).toList();
    if (lines.size() < 2 || text.indexOf('\0') >= 0) {
      return null;
    }
    boolean alike =
        SEPARATORS.stream()
            .anyMatch(
                sign ->
                    count(lines.get(0), sign) > 0
                        && count(lines.get(0), sign) == count(lines.get(1), sign));
    return alike ? CSV : null;
  }

  private static int count(String line, String sign) {
    return line.length() - line.replace(sign, "").length();
  }
}
