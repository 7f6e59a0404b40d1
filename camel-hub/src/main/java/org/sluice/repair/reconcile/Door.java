package org.sluice.repair.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Takes events as the intake does: where they go on from is {@code lake.events}. */
@FunctionalInterface
public interface Door {
  /**
   * Returns once Kafka has all of them.
   *
   * @throws IllegalStateException when it does not take them
   */
  void send(List<JsonNode> events);
}
