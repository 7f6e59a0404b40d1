package org.sluice.enrich.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.sluice.enrich.Records;
import org.sluice.enrich.part.Cuttable;
import org.sluice.enrich.part.Ends;
import org.sluice.enrich.part.LineEnds;
import org.sluice.enrich.part.Start;
import org.sluice.fault.FaultException;

/**
 * JSON values one after the other.
 *
 * @param single whether each line is taken by itself
 */
record JsonLines(boolean single) implements Cuttable {
  private static final int LOOKED_AT = 4;

  @Override
  public Ends ends(byte[] beginning) {
    if (single) {
      return new LineEnds(false);
    }
    return isWide(beginning) ? null : new JsonEnds(false);
  }

  /** Whether it is UTF-16 or UTF-32, by a mark or by their zeros, as the parser finds them. */
  static boolean isWide(byte[] beginning) {
    for (int i = 0; i < Math.min(LOOKED_AT, beginning.length); i++) {
      byte letter = beginning[i];
      if (letter == 0 || letter == (byte) 0xfe || letter == (byte) 0xff) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Records open(InputStream in, Start start, Consumer<FaultException> rejects)
      throws IOException {
    return single ? new LineReader(in, start, rejects) : new RecordReader(in, true, start, rejects);
  }
}
