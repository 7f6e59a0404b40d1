package org.sluice.check;

import java.util.List;
import java.util.stream.Collectors;

/** A text of a file as it is written there: where its lines and columns stand. */
final class Written {
  private final List<String> lines;
  private final Part part;

  /**
   * @param source of the whole file
   */
  Written(String source, Part part) {
    this.lines = source.lines().toList();
    this.part = part;
  }

  /** Whether a program is what a block gets of a text: Camel joins its lines, bare of blanks. */
  static boolean isIn(String program, String text) {
    return text.strip().equals(program.strip()) || joined(text).equals(joined(program));
  }

  private static String joined(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining());
  }

  /**
   * Where a letter stands. Of lines that are made one, the one that it is on is counted out; in
   * quotes it may be some columns off, as what is escaped is longer there.
   *
   * @param line of the text, from 1; 0 for its beginning
   */
  Place place(int line, int column) {
    char begin = letter(part.at().line(), part.at().column());
    boolean literal = begin == '|';
    boolean block = literal || begin == '>';
    int quote = begin == '"' || begin == '\'' ? 1 : 0;
    int row = part.at().line() + (block ? 1 : 0);
    int from = block ? indent(row) : part.at().column() - 1 + quote;
    if (line > 1) {
      return new Place(row + (literal ? line - 1 : 0), from + 1);
    }
    int between = literal ? 0 : 1;
    int left = Math.max(1, column);
    while (row < lines.size() && left > length(row, from) + between) {
      left -= Math.min(left - 1, length(row, from) + between);
      row++;
      from = indent(row);
    }
    return new Place(row, from + left);
  }

  private char letter(int line, int column) {
    String text = line < 1 || line > lines.size() ? "" : lines.get(line - 1);
    return column < 1 || column > text.length() ? ' ' : text.charAt(column - 1);
  }

  private int length(int line, int from) {
    return Math.max(0, lines.get(line - 1).stripTrailing().length() - from);
  }

  private int indent(int line) {
    String text = line < 1 || line > lines.size() ? "" : lines.get(line - 1);
    return text.length() - text.stripLeading().length();
  }
}
