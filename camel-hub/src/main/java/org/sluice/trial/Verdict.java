package org.sluice.trial;

import java.util.List;

/**
 * How an example went.
 *
 * @param route its folder
 * @param name of the example; empty where a route has none
 * @param message why it is not ok
 * @param difference lines of what was expected ({@code -}) and what came ({@code +})
 */
public record Verdict(
    String route, String name, State state, String message, List<String> difference) {
  /** The ways that there are. */
  public enum State {
    OK,
    /** It did not hold, and what came is expected from now on. */
    ACCEPTED,
    FAILED,
    SKIPPED
  }
}
