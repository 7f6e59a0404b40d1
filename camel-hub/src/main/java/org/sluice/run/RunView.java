package org.sluice.run;

import org.apache.camel.Exchange;
import org.sluice.event.LakeObject;

/** What a block or a sink sees of the run that it works for. */
public interface RunView {
  /** Name of the exchange property that holds the run. */
  String PROPERTY = "sluice.run";

  /** The version of the object that runs. */
  LakeObject object();

  /** Id of the route. */
  String route();

  /** Hash of the route's files. */
  String revision();

  /**
   * To be called just before a sink writes.
   *
   * @throws SupersededException when a newer version of the object has been registered
   */
  void requireNewest();

  /** To be called after a sink wrote: the run's record says what is where in gold. */
  void wrote(GoldWrite write);

  /**
   * @throws IllegalStateException when the exchange belongs to no run
   */
  static RunView of(Exchange exchange) {
    RunView run = exchange.getProperty(PROPERTY, RunView.class);
    if (run == null) {
      throw new IllegalStateException(
          "No run belongs to this exchange: this block works only behind lake:objects");
    }
    return run;
  }
}
