package org.sluice.enrich;

import java.util.List;
import org.apache.camel.Exchange;
import org.sluice.run.RunView;

/** One step of a route, made once for each place that it stands at, used by many threads. */
@FunctionalInterface
public interface Block {
  /**
   * Changes the exchange's body.
   *
   * @throws org.sluice.fault.FaultException when the object, a service or a setting is at fault
   * @throws org.sluice.run.DeclinedException when the object is not for this route
   */
  void apply(Exchange exchange, RunView run) throws Exception;

  /** Fields of the records that come to it which its parameters name. */
  default List<NamedFields> named() {
    return List.of();
  }

  /** Whether it works on what another block has made of the object. */
  default boolean needsRecords() {
    return false;
  }

  /** Makes a block of its parameters, when the route is loaded. */
  @FunctionalInterface
  interface Factory {
    /**
     * @throws IllegalArgumentException when a parameter is missing or not what it should be
     */
    Block create(BlockParameters parameters);
  }
}
