package org.sluice.enrich;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.sluice.run.RunView;

/**
 * A block that reads an object's bytes and makes records of them, a {@code List<Map<String,
 * Object>>}. A large object is handed over in passes and never held as a whole.
 */
public abstract class RecordBlock implements Block {
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
    Records reader = run.kept(this, () -> begin(exchange, run));
    List<Map<String, Object>> records = reader.next(run.chunkBytes());
    run.handsOver(records.size(), reader.more());
    exchange.getMessage().setBody(records);
  }

  private Records begin(Exchange exchange, RunView run) {
    ObjectBytes bytes = ObjectBytes.of(exchange, run.object(), maxBytes);
    if (run.object().size() == 0) {
      // What a DLO's size is shows only when it is read.
      run.hold(run.chunkBytes());
    }
    try {
      return open(bytes, run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
