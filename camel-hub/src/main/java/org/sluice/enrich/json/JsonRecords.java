package org.sluice.enrich.json;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.sluice.enrich.Block;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.ObjectBytes;
import org.sluice.run.RunView;

/**
 * {@code json-records}: from an object's bytes to its records, a {@code List<Map<String, Object>>}.
 * One JSON object is one record, an array of objects is many; anything else is declined.
 *
 * <p>Parameter {@code maxBytes}: the largest object that is read, in bytes.
 *
 * <p>Faults: object-empty, object-too-large, json-malformed with line, column and byte.
 */
public final class JsonRecords implements Block {
  private final long maxBytes;

  public JsonRecords(BlockParameters parameters) {
    maxBytes = parameters.number("maxBytes", ObjectBytes.DEFAULT_LIMIT);
  }

  @Override
  public void apply(Exchange exchange, RunView run) throws Exception {
    List<Map<String, Object>> records;
    try (ObjectBytes bytes = ObjectBytes.of(exchange, run.object(), maxBytes)) {
      records = RecordReader.read(bytes);
    }
    exchange.getMessage().setBody(records);
  }
}
