package org.sluice.observe;

import java.util.HashMap;
import java.util.Map;

/**
 * What hubs have in hand of the queues: entries that no longer wait, though Kafka still counts
 * them.
 *
 * @param running runs that are at it, by route
 * @param ahead entries that are done behind one that is not, by queue
 */
public record InHand(Map<String, Integer> running, Map<String, Long> ahead) {
  /** With what another hub has. */
  InHand and(InHand other) {
    Map<String, Integer> allRunning = new HashMap<>(running);
    other.running.forEach((route, runs) -> allRunning.merge(route, runs, Integer::sum));
    Map<String, Long> allAhead = new HashMap<>(ahead);
    other.ahead.forEach((queue, entries) -> allAhead.merge(queue, entries, Long::sum));
    return new InHand(allRunning, allAhead);
  }

  /**
   * How many entries of a queue wait.
   *
   * @param open entries that are not committed
   */
  long waiting(String route, String queue, long open) {
    // Hubs tell of themselves now and then: what they said may be more than is there by now.
    return Math.max(0, open - ahead.getOrDefault(queue, 0L) - running.getOrDefault(route, 0));
  }
}
