package org.sluice.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/** The circuits of all routes, by the routes' ids. */
public final class Circuits {
  private final Duration longestPause;
  private final Map<String, Circuit> byRoute = new ConcurrentSkipListMap<>();

  /**
   * A route whose queue waits.
   *
   * @param since from when on
   * @param code of the fault
   * @param reason what befell its runs
   * @param hint what the reader can do
   * @param next when it is tried again
   */
  public record Standing(Instant since, String code, String reason, String hint, Instant next) {}

  /**
   * @param longestPause between two tries of a queue that waits
   */
  public Circuits(Duration longestPause) {
    this.longestPause = longestPause;
  }

  Circuit of(String route) {
    return byRoute.computeIfAbsent(route, r -> new Circuit(longestPause));
  }

  /** Routes whose queues wait, and why. */
  public Map<String, Standing> standing() {
    Map<String, Standing> standing = new TreeMap<>();
    byRoute.forEach(
        (route, circuit) -> {
          Circuit.Open open = circuit.open();
          if (open != null) {
            standing.put(
                route,
                new Standing(
                    open.since(),
                    open.trouble().code(),
                    open.trouble().message(),
                    open.trouble().hint(),
                    open.next()));
          }
        });
    return standing;
  }

  /**
   * What health says of it; empty where every queue moves.
   *
   * @param isThere tells the routes that there are: what waits for one to come back waits for
   *     nothing else
   */
  public Optional<String> complaint(Predicate<String> isThere) {
    StringBuilder said = new StringBuilder();
    Map<String, Standing> standing = standing();
    standing.keySet().removeIf(isThere.negate());
    standing.forEach(
        (route, one) ->
            said.append(said.length() == 0 ? "" : " ")
                .append("The queue of ")
                .append(route)
                .append(" waits since ")
                .append(one.since().truncatedTo(java.time.temporal.ChronoUnit.SECONDS))
                .append(": ")
                .append(one.reason())
                .append(one.reason().endsWith(".") ? " " : ". ")
                .append(one.hint())
                .append(" It goes on by itself."));
    return said.length() == 0 ? Optional.empty() : Optional.of(said.toString());
  }
}
