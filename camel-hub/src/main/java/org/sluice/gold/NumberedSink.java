package org.sluice.gold;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.sluice.enrich.NamedFields;
import org.sluice.run.RunView;

/**
 * Numbers the records of a run as they reach a sink, from 0, in whatever passes and whatever blocks
 * before it left out or made more of: the run that the sink sees says how many came before. Sinks
 * that write to one place count on, so that none takes a number that another gave.
 */
public final class NumberedSink implements Sink {
  private final Sink sink;
  private final Object place;

  /**
   * @param place the same object for all sinks that write to one place
   */
  public NumberedSink(Sink sink, Object place) {
    this.sink = sink;
    this.place = place;
  }

  @Override
  public List<NamedFields> named() {
    return sink.named();
  }

  @Override
  public void write(Object body, RunView run) {
    AtomicLong before = run.kept(place, AtomicLong::new);
    sink.write(body, run.counted(before.get()));
    // Not before: a step that Camel does again writes under the same numbers.
    before.addAndGet(body instanceof Collection<?> records ? records.size() : 1);
  }
}
