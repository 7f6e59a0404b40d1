package org.sluice.enrich.part;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.sluice.enrich.json.RecordReader;
import org.sluice.fault.FaultException;

/** Reads an object, and cuts it into parts where records end. */
final class Cutter {
  private static final int STEP = 1 << 16;
  private static final int BEGINNING = 4;

  private final InputStream in;
  private final int least;
  private Ends ends;
  private byte[] held = new byte[STEP];
  private int count;
  private long before;
  private boolean end;
  private FaultException broken;

  /**
   * @param least bytes of a part, but of the last
   */
  Cutter(InputStream in, int least) {
    this.in = in;
    this.least = least;
  }

  /** The object's first bytes, four of them at the least, without reading them. */
  byte[] beginning() throws IOException {
    while (count < BEGINNING && read()) {
      // some more
    }
    return Arrays.copyOf(held, count);
  }

  /** Says where records end; to be called before the first is asked for. */
  void at(Ends records) {
    ends = records;
  }

  /**
   * The next part; null behind the last. One in which no record ends, however far it is looked for,
   * is not whole, and what is {@link #left} belongs to it.
   */
  Part next() throws IOException {
    long lines = ends.lines();
    long column = ends.column();
    int looked = 0;
    while (true) {
      int cut = ends.behind(held, looked, count, least);
      looked = count;
      if (cut >= 0) {
        return take(cut, lines, column, true);
      }
      if (count - least > RecordReader.LARGEST_RECORD) {
        return take(count, lines, column, false);
      }
      if (!read()) {
        return count == 0 ? null : take(count, lines, column, true);
      }
    }
  }

  /** All that is in no part yet. */
  InputStream left() {
    return new SequenceInputStream(new ByteArrayInputStream(held, 0, count), in);
  }

  private Part take(int cut, long lines, long column, boolean whole) throws IOException {
    byte[] bytes = Arrays.copyOf(held, cut);
    count -= cut;
    // Not kept at the size that one long record has made it.
    byte[] behind = held.length > 2 * (least + STEP) ? new byte[count + STEP] : held;
    System.arraycopy(held, cut, behind, 0, count);
    held = behind;
    long from = before;
    before += cut;
    boolean last = count == 0 && !hasMore();
    return new Part(bytes, from, lines, column, whole, last);
  }

  /** A part that was read is not lost where the object breaks off behind it. */
  private boolean hasMore() throws IOException {
    try {
      return read();
    } catch (FaultException e) {
      broken = e;
      return true;
    }
  }

  private boolean read() throws IOException {
    if (broken != null) {
      throw broken;
    }
    if (end) {
      return false;
    }
    if (held.length - count < STEP) {
      held = Arrays.copyOf(held, Math.max(held.length * 2, count + STEP));
    }
    int some = in.read(held, count, STEP);
    end = some < 0;
    count += Math.max(some, 0);
    return !end;
  }
}
