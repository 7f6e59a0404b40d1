package org.sluice.enrich.csv;

import org.sluice.enrich.part.Ends;

/**
 * A record ends at a line's end that stands in no quotes, as the parser reads them: a quote opens a
 * value only where that begins.
 */
final class CsvEnds implements Ends {
  /** Where in a record a byte stands. */
  private enum In {
    VALUE_BEGINS,
    VALUE,
    QUOTES,
    BEHIND_QUOTE
  }

  private final int separator;
  private final int quote;
  private long skip;
  private int mark;
  private In in = In.VALUE_BEGINS;
  private boolean afterReturn;

  /** The names of the columns, behind whatever blank lines, stand in the first part. */
  private boolean begun;

  private long lines;

  /**
   * @param quote -1 for none
   * @param mark bytes of a byte order mark, which are no part of the first value
   * @param skip how many lines stand before the table
   */
  CsvEnds(char separator, int quote, int mark, long skip) {
    this.separator = separator;
    this.quote = quote;
    this.mark = mark;
    this.skip = skip;
  }

  @Override
  public int behind(byte[] bytes, int from, int to, int least) {
    int first = Math.min(from + mark, to);
    mark -= first - from;
    for (int i = first; i < to; i++) {
      byte letter = bytes[i];
      if (letter == '\n' || letter == '\r') {
        lines += letter == '\r' || !afterReturn ? 1 : 0;
        afterReturn = letter == '\r';
        in = in == In.QUOTES ? in : In.VALUE_BEGINS;
        if (letter == '\n' && skip > 0) {
          skip--;
        } else if (letter == '\n' && begun && in != In.QUOTES && i + 1 >= least) {
          return i + 1;
        }
      } else {
        afterReturn = false;
        if (skip == 0) {
          begun = true;
          look(letter);
        }
      }
    }
    return -1;
  }

  private void look(byte letter) {
    if (in == In.QUOTES) {
      in = letter == quote ? In.BEHIND_QUOTE : in;
    } else if (letter == separator) {
      in = In.VALUE_BEGINS;
    } else if (letter == quote && in != In.VALUE) {
      // One that begins a value, or the second of two that stand for one.
      in = In.QUOTES;
    } else {
      in = In.VALUE;
    }
  }

  @Override
  public long lines() {
    return lines;
  }
}
