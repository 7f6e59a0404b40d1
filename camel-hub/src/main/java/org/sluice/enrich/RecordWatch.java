package org.sluice.enrich;

import java.util.List;
import java.util.function.Supplier;

/** Sees what comes to each block and each sink before it does its work. */
@FunctionalInterface
public interface RecordWatch {
  RecordWatch NOBODY = (place, named, body) -> {};

  /**
   * @param place the block or the sink, the same object each time
   * @param named fields that its parameters name
   * @param body records, or whatever else comes to it
   */
  void comes(Object place, Supplier<List<NamedFields>> named, Object body);
}
