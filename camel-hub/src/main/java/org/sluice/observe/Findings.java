package org.sluice.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.live.Refused;
import org.sluice.run.Circuits;

/** What is not well in the lake as the hub sees it, and what to do about it. */
public final class Findings {
  private static final List<String> SAID_ELSEWHERE = List.of("routes", "route-files");

  private static final Map<String, String> TODO =
      Map.of(
          "data-to-process", "Write them again with the id and container of an object, if need be.",
          "journals", "./sluice journals shows which; ./sluice reconcile finds what is lost.",
          "refused-events", "./sluice refused lists them, and says what to do.",
          "waiting-events",
              "They are registered once Swift answers for them; the hub's log says what it answers."
                  + " Is it one object, upload it again with a content type, or delete it.",
          "route-set", "Once its routes' folder is as at the other hubs, it goes on by itself.",
          "route-changes",
              "Give the routes' folders of all hubs the same state; then all take it.");

  private Findings() {}

  /** One thing that is not well. */
  public record Finding(String what, String todo) {}

  /**
   * @param stopped routes that were stopped by hand
   * @param left entries on the queues of routes that were removed
   * @param parked parked runs by route
   * @param answers what is wrong with each part
   */
  public static List<Finding> of(
      Map<String, Circuits.Standing> standing,
      List<String> stopped,
      List<Refused> refused,
      Map<String, Long> left,
      Map<String, Long> parked,
      Map<String, Optional<String>> answers) {
    List<Finding> all = new ArrayList<>();
    answers.forEach(
        (part, complaint) -> {
          if (complaint.isPresent()
              && !SAID_ELSEWHERE.contains(part)
              && !isSaid(part, complaint.get(), standing)) {
            all.add(
                new Finding(
                    part + ": " + complaint.get(),
                    TODO.getOrDefault(
                        part, "Look at it; what needs it waits and goes on by itself.")));
          }
        });
    standing.forEach(
        (route, one) ->
            all.add(
                new Finding(
                    "The queue of " + route + " waits since " + one.since() + ": " + one.reason(),
                    one.hint() + " It is tried again by itself.")));
    stopped.forEach(
        route ->
            all.add(
                new Finding(
                    "Route " + route + " is stopped by hand; its queue waits",
                    "./sluice camel cmd start-route --id=" + route)));
    refused.forEach(
        file ->
            all.add(
                new Finding(
                    "Route file " + file.where() + " is refused: " + file.message(),
                    "Mend the file"
                        + (file.runs() == null
                            ? "; nothing of it runs."
                            : "; its revision " + file.runs() + " runs on."))));
    left.forEach(
        (route, count) ->
            all.add(
                new Finding(
                    count + " wait on the queue of " + route + ", which was removed",
                    "Put its file back and they go on; else they are parked as route-removed after"
                        + " routes.removed-after-seconds.")));
    parked.forEach(
        (route, count) ->
            all.add(
                new Finding(
                    count + " parked in " + route,
                    "./sluice parked --route "
                        + route
                        + " says why; ./sluice parked retry --route "
                        + route
                        + " once the cause is mended.")));
    return all;
  }

  /** Whether a queue waits for that very reason: its finding says what to do about it. */
  private static boolean isSaid(
      String part, String complaint, Map<String, Circuits.Standing> standing) {
    return !TODO.containsKey(part)
        && standing.values().stream().anyMatch(one -> one.reason().contains(complaint));
  }
}
