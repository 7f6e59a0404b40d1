package org.sluice.enrich.json;

import org.sluice.enrich.part.Ends;

/**
 * Of values one after the other, a record may reach over many lines: it ends at one that ends
 * outside all texts and brackets. Of an array it ends at a comma in no other bracket.
 */
final class JsonEnds implements Ends {
  private final boolean array;
  private int depth;
  private boolean inText;
  private boolean escaped;
  private boolean afterReturn;
  private long lines;
  private long seen;
  private long lineFrom;

  /**
   * @param array whether the object is an array
   */
  JsonEnds(boolean array) {
    this.array = array;
  }

  @Override
  public int behind(byte[] bytes, int from, int to, int least) {
    for (int i = from; i < to; i++) {
      byte letter = bytes[i];
      if (inText) {
        inText = escaped || letter != '"';
        escaped = !escaped && letter == '\\';
      } else if (letter == '"') {
        inText = true;
      } else if (letter == '{' || letter == '[') {
        depth++;
      } else if (letter == '}' || letter == ']') {
        depth--;
      }
      if (letter == '\n' || letter == '\r') {
        lines += letter == '\r' || !afterReturn ? 1 : 0;
        lineFrom = seen + i + 1 - from;
      }
      afterReturn = letter == '\r';
      boolean end = array ? letter == ',' && depth == 1 : letter == '\n' && depth == 0;
      if (end && !inText && i + 1 >= least) {
        seen += i + 1 - from;
        return i + 1;
      }
    }
    seen += to - from;
    return -1;
  }

  @Override
  public long lines() {
    return lines;
  }

  @Override
  public long column() {
    return seen - lineFrom;
  }
}
