package org.sluice.enrich.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sluice.enrich.Records;
import org.sluice.enrich.part.Start;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.run.DeclinedException;

/**
 * Reads JSON lines one by one, and passes over those that are no JSON object: a line that is broken
 * takes no other with it. An object of which the first line is none is read as any other.
 */
final class LineReader implements Records {
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final Consumer<FaultException> rejects;
  private final boolean last;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long lines;
  private long bytes;
  private long taken;
  private boolean more = true;

  /**
   * @param start at the beginning of a line
   * @param rejects told of lines that cannot be taken
   */
  LineReader(InputStream in, Start start, Consumer<FaultException> rejects) {
    this.in = new BufferedInputStream(in, BUFFER);
    this.rejects = rejects;
    this.lines = start.lines();
    this.taken = start.records();
    this.last = start.last();
  }

  @Override
  public boolean more() {
    return more;
  }

  @Override
  public List<Map<String, Object>> next(long most) throws IOException {
    long until = bytes + most;
    List<Map<String, Object>> records = new ArrayList<>();
    while (more && bytes < until) {
      boolean whole = read();
      if (line.size() > 0 || !whole) {
        take(whole, records);
      }
    }
    if (!more && last && lines == 0) {
      throw new FaultException(Fault.OBJECT_EMPTY, "The object is empty: there is no JSON in it.");
    }
    if (!more && last && taken == 0) {
      throw new DeclinedException("None of the " + lines + " lines is a JSON object.");
    }
    return records;
  }

  /** Reads a line; answers false where it is longer than a record may be, and passes over it. */
  private boolean read() throws IOException {
    line.reset();
    boolean whole = true;
    int next = in.read();
    while (next >= 0 && next != '\n') {
      bytes++;
      whole &= line.size() < RecordReader.LARGEST_RECORD;
      if (whole) {
        line.write(next);
      }
      next = in.read();
    }
    bytes++;
    more = next >= 0;
    lines += more || line.size() > 0 ? 1 : 0;
    return whole;
  }

  private void take(boolean whole, List<Map<String, Object>> records) throws IOException {
    if (!whole) {
      reject(
          Fault.OBJECT_TOO_LARGE,
          "is larger than the " + RecordReader.LARGEST_RECORD + " bytes that a record may have",
          null);
      return;
    }
    byte[] text = line.toByteArray();
    if (new String(text, StandardCharsets.ISO_8859_1).isBlank()) {
      return;
    }
    try {
      RecordReader one = new RecordReader(new ByteArrayInputStream(text), false, rejects);
      records.add(one.single());
      taken++;
    } catch (JsonProcessingException e) {
      reject(Fault.JSON_MALFORMED, "is cut or malformed: " + JsonPlaces.reason(e), e);
    } catch (CharConversionException e) {
      reject(Fault.JSON_MALFORMED, "is cut or malformed: " + e.getMessage(), e);
    } catch (FaultException e) {
      reject(e.fault(), "is cut or malformed: " + e.getMessage(), e);
    } catch (DeclinedException e) {
      reject(Fault.RECORD_INVALID, "is not a JSON object", e);
    }
  }

  private void reject(Fault fault, String what, Exception cause) {
    rejects.accept(new FaultException(fault, "Line " + lines + " " + what + ".", cause));
  }
}
