package org.sluice.enrich.json;

import org.sluice.enrich.part.Ends;

/** A record may reach over many lines: it ends at one that ends outside all texts and brackets. */
final class JsonEnds implements Ends {
  private int depth;
  private boolean inText;
  private boolean escaped;
  private boolean afterReturn;
  private long lines;

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
      if (letter == '\n') {
        lines += afterReturn ? 0 : 1;
        afterReturn = false;
        if (depth == 0 && !inText && i + 1 >= least) {
          return i + 1;
        }
      } else {
        afterReturn = letter == '\r';
        lines += afterReturn ? 1 : 0;
      }
    }
    return -1;
  }

  @Override
  public long lines() {
    return lines;
  }
}
