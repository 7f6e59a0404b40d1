package org.sluice.enrich.part;

/** Each line is a record. */
public final class LineEnds implements Ends {
  private final boolean returns;
  private long lines;
  private boolean afterReturn;

  /**
   * @param returns whether a carriage return ends a line as well; an object is cut at none
   */
  public LineEnds(boolean returns) {
    this.returns = returns;
  }

  @Override
  public int behind(byte[] bytes, int from, int to, int least) {
    for (int i = from; i < to; i++) {
      byte letter = bytes[i];
      if (letter == '\n') {
        lines += afterReturn ? 0 : 1;
        afterReturn = false;
        if (i + 1 >= least) {
          return i + 1;
        }
      } else if (letter == '\r' && returns) {
        lines++;
        afterReturn = true;
      } else {
        afterReturn = false;
      }
    }
    return -1;
  }

  @Override
  public long lines() {
    return lines;
  }
}
