package org.sluice.enrich.json;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.sluice.enrich.Records;
import org.sluice.enrich.TextSource;
import org.sluice.enrich.part.Cuttable;
import org.sluice.enrich.part.Ends;
import org.sluice.enrich.part.Start;
import org.sluice.fault.FaultException;

/** JSON that is one value; an array may be cut at its commas. */
final class JsonArray implements Cuttable {
  private String opened;

  @Override
  public Ends ends(byte[] beginning) {
    if (JsonLines.isWide(beginning)) {
      return null;
    }
    int at = TextSource.markBytes(TextSource.marked(beginning));
    long line = 1;
    int lineFrom = 0;
    while (at < beginning.length && beginning[at] <= ' ' && beginning[at] > 0) {
      boolean ends =
          beginning[at] == '\n'
              || beginning[at] == '\r' && (at + 1 == beginning.length || beginning[at + 1] != '\n');
      at++;
      line += ends ? 1 : 0;
      lineFrom = ends ? at : lineFrom;
    }
    opened = "line: " + line + ", column: " + (at - lineFrom + 1);
    return at < beginning.length && beginning[at] == '[' ? new JsonEnds(true) : null;
  }

  @Override
  public Records open(InputStream in, Start start, Consumer<FaultException> rejects)
      throws IOException {
    InputStream closed = start.last() ? in : new Closed(in);
    return start.isFirst()
        ? new RecordReader(closed, false, start, rejects)
        : RecordReader.within(closed, start, opened, rejects);
  }

  /** A part of an array, in which the comma at its end is the bracket that closes the array. */
  private static final class Closed extends FilterInputStream {
    Closed(InputStream part) {
      super(part);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int some = super.read(buffer, offset, length);
      if (some > 0 && in.available() == 0) {
        buffer[offset + some - 1] = ']';
      }
      return some;
    }
  }
}
