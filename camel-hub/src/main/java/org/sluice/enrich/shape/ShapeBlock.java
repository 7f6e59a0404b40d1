package org.sluice.enrich.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.sluice.enrich.Block;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.run.RunView;

/**
 * Makes records of records, one after the other. A record that it cannot take is record-invalid
 * with its number, the first being 1. What comes of records may be more or fewer of them: blocks
 * and sinks behind count those.
 */
abstract class ShapeBlock implements Block {
  private final Object counted = new Object();

  /**
   * @param record not to be changed: others may hold parts of it
   * @param out takes what comes of it
   * @throws IllegalArgumentException when it cannot be taken; the message goes on behind "Record
   *     14", such as "has no 'time'"
   */
  abstract void shape(Map<String, Object> record, Step step, Consumer<Map<String, Object>> out);

  /**
   * What is told of records of which nothing comes, or less than was to, behind their number; null
   * for nothing.
   */
  String lost() {
    return null;
  }

  @Override
  public boolean needsRecords() {
    return true;
  }

  @Override
  public final void apply(Exchange exchange, RunView run) {
    List<Map<String, Object>> records = records(exchange);
    Step step = Step.of(exchange, run, this);
    List<Map<String, Object>> shaped = new ArrayList<>(records.size());
    long lost = 0;
    long first = 0;
    for (int i = 0; i < records.size(); i++) {
      List<Map<String, Object>> one = new ArrayList<>(1);
      try {
        shape(records.get(i), step, one::add);
        shaped.addAll(one);
        if ((step.missed() || one.isEmpty()) && lost++ == 0) {
          first = run.recordsBefore() + i + 1;
        }
      } catch (IllegalArgumentException e) {
        String where = "Record " + (run.recordsBefore() + i + 1) + " ";
        run.reject(new FaultException(Fault.RECORD_INVALID, where + e.getMessage() + ".", e));
      }
    }
    if (lost() != null) {
      run.kept(counted, () -> new Lost(lost())).add(records.size(), lost, first);
    }
    step.done(exchange, this, shaped.size());
    exchange.getMessage().setBody(shaped);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> records(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof List<?> records
        && records.stream().allMatch(Map.class::isInstance)) {
      return (List<Map<String, Object>>) records;
    }
    throw new IllegalStateException(
        "The body is not records: this block stands behind one that makes them");
  }
}
