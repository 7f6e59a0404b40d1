package org.sluice.dispatch;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.catalogue.Registrar;
import org.sluice.catalogue.Sidecars;
import org.sluice.catalogue.Statuses;
import org.sluice.catalogue.ToolDocuments;
import org.sluice.catalogue.Waiting;
import org.sluice.catalogue.journals.Journals;
import org.sluice.swift.RawObjects;

/** The two threads of this room, put together. */
public record Dispatch(Dispatcher dispatcher, DelayedEvents delayed) {
  /**
   * @param may whether this hub's routes are the lake's: else others dispatch
   * @param toolWait how long an object with a number for a name waits for a tool's document
   */
  public static Dispatch of(
      KafkaClients kafka,
      Topics topics,
      Queues queues,
      RawObjects swift,
      Registrar registrar,
      Sidecars sidecars,
      ToolDocuments tools,
      Waiting waiting,
      Statuses statuses,
      Journals journals,
      RefusedEvents refused,
      BooleanSupplier may,
      Duration toolWait) {
    Registry registry =
        new Registry(
            registrar,
            sidecars,
            tools,
            waiting,
            new Inspection(swift),
            new Silence(System::nanoTime),
            queues,
            refused,
            toolWait);
    Arrivals arrivals = new Arrivals(registry::arrive, journals::tell, refused);
    return new Dispatch(
        new Dispatcher(kafka, topics, arrivals, may),
        new DelayedEvents(waiting, registry, tools, statuses, refused, may));
  }
}
