package org.sluice.enrich;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.sluice.fault.FaultException;
import org.sluice.run.Kept;
import org.sluice.run.Noted;
import org.sluice.run.RunView;

/**
 * A block that reads an object's bytes and makes records of them, a {@code List<Map<String,
 * Object>>}. A large object is handed over in passes and never held as a whole.
 */
public abstract class RecordBlock implements Block {
  /** What is read from, and what reads it. */
  private record Opened(ObjectBytes bytes, Records reader) implements Kept, Noted {
    @Override
    public String note() {
      return reader.note();
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  private final long maxBytes;

  /**
   * @param maxBytes the largest object that is read
   */
  protected RecordBlock(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Begins to read. */
  protected abstract Records open(ObjectBytes bytes, RunView run) throws IOException;

  @Override
  public final void apply(Exchange exchange, RunView run) throws Exception {
    Opened opened = run.kept(this, () -> begin(exchange, run));
    Records reader = opened.reader();
    try {
      List<Map<String, Object>> records = reader.next(run.chunkBytes());
      run.handsOver(records.size(), reader.more());
      exchange.getMessage().setBody(records);
    } catch (FaultException e) {
      throw told(e, opened.bytes(), run);
    }
  }

  private static FaultException told(FaultException e, ObjectBytes bytes, RunView run) {
    return Lookalike.told(e, bytes.beginning(), run.object());
  }

  private Opened begin(Exchange exchange, RunView run) {
    ObjectBytes bytes = ObjectBytes.of(exchange, run.object(), maxBytes);
    if (run.object().size() == 0) {
      // What a DLO's size is shows only when it is read.
      run.hold(run.chunkBytes());
    }
    try {
      return new Opened(bytes, open(bytes, run));
    } catch (FaultException e) {
      throw told(e, bytes, run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
