package org.sluice.enrich;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Items parted by commas, as parameters give them: {@code name} or {@code name=value}. A comma
 * within round brackets parts nothing in a value; a name or a value that holds what would part it
 * stands in double quotes, a quote in it twice.
 */
final class FieldList {
  private final String text;
  private int at;

  private FieldList(String text) {
    this.text = text;
  }

  static List<String> names(String text) {
    FieldList list = new FieldList(text);
    List<String> names = new ArrayList<>();
    while (list.another()) {
      String name = list.name(",");
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  /** Pairs, where a name alone stands for itself. */
  static Map<String, String> mapping(String text) {
    return pairs(text, true);
  }

  /**
   * @throws IllegalArgumentException when an item has no equals sign, or a name stands twice
   */
  static Map<String, String> pairs(String text) {
    return pairs(text, false);
  }

  private static Map<String, String> pairs(String text, boolean alone) {
    FieldList list = new FieldList(text);
    Map<String, String> pairs = new LinkedHashMap<>();
    while (list.another()) {
      boolean quoted = text.charAt(list.at) == '"';
      String name = list.name("=,");
      if (list.at >= text.length() || text.charAt(list.at) != '=') {
        if (name.isEmpty()) {
          continue;
        }
        if (alone) {
          pairs.put(name, name);
          continue;
        }
        throw new IllegalArgumentException(
            "'" + name + "' has no '=' behind it" + (quoted ? nameOnly(name) : ""));
      }
      list.at++;
      if (pairs.put(name, list.value()) != null) {
        throw new IllegalArgumentException("'" + name + "' stands in it twice");
      }
    }
    return pairs;
  }

  /** Where a whole pair stands in quotes, how it is written. */
  private static String nameOnly(String pair) {
    int equals = pair.indexOf('=');
    return equals < 1
        ? ""
        : ": quote the name only, \""
            + pair.substring(0, equals)
            + "\"="
            + pair.substring(equals + 1);
  }

  private boolean another() {
    while (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) <= ' ')) {
      at++;
    }
    return at < text.length();
  }

  private String name(String ends) {
    if (text.charAt(at) == '"') {
      return quoted(ends);
    }
    int from = at;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at).strip();
  }

  private String quoted(String ends) {
    StringBuilder name = new StringBuilder();
    for (at++; at < text.length(); at++) {
      if (text.charAt(at) != '"') {
        name.append(text.charAt(at));
      } else if (text.startsWith("\"\"", at)) {
        name.append('"');
        at++;
      } else {
        break;
      }
    }
    if (at >= text.length()) {
      throw new IllegalArgumentException("the quote before '" + name + "' is not closed");
    }
    for (at++; at < text.length() && text.charAt(at) <= ' '; at++) {
      // blanks behind a closing quote
    }
    if (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      throw new IllegalArgumentException("'" + text.charAt(at) + "' stands behind \"" + name + '"');
    }
    return name.toString();
  }

  private String value() {
    int from = at;
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted(",");
    }
    int depth = 0;
    while (at < text.length() && (depth > 0 || text.charAt(at) != ',')) {
      depth += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
      at++;
    }
    return text.substring(from, at).strip();
  }
}
