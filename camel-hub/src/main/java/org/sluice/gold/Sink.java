package org.sluice.gold;

import java.util.List;
import org.sluice.enrich.NamedFields;
import org.sluice.run.RunView;

/** The end of a route: writes what the blocks before it left as the body. */
@FunctionalInterface
public interface Sink {
  /**
   * @param run whose {@link RunView#recordsBefore} says how many records came to this sink before
   * @throws org.sluice.fault.FaultException when the body or the database is at fault
   * @throws org.sluice.run.SupersededException when a newer version is there already
   */
  void write(Object body, RunView run);

  /** Fields of the records that come to it which its parameters name. */
  default List<NamedFields> named() {
    return List.of();
  }

  /** Makes a sink when the route is loaded. */
  @FunctionalInterface
  interface Factory {
    /** The parameter's value; what stands behind it when the address has none. */
    Sink create(Parameter parameter);
  }

  /** A parameter of a sink's address. */
  @FunctionalInterface
  interface Parameter {
    String get(String name, String otherwise);
  }
}
