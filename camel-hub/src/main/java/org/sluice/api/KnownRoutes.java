package org.sluice.api;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sluice.catalogue.RunKey;

/** Tells a route that has nothing from a name that is mistyped, and what is to be done without. */
public final class KnownRoutes {
  private static final int NEAREST = 3;

  private final Predicate<String> running;
  private final Supplier<Collection<String>> written;
  private final Predicate<String> onRecord;

  /**
   * @param running whether a route of that id runs
   * @param written ids of the routes that files have, those of refused files too
   * @param onRecord whether there is a run of that route
   */
  public KnownRoutes(
      Predicate<String> running, Supplier<Collection<String>> written, Predicate<String> onRecord) {
    this.running = running;
    this.written = written;
    this.onRecord = onRecord;
  }

  /**
   * @throws ApiException when there neither is nor was such a route
   */
  void check(String route) {
    Collection<String> names = written.get();
    if (running.test(route) || names.contains(route) || onRecord.test(route)) {
      return;
    }
    List<String> nearest = Nearest.of(route, names, NEAREST);
    throw new ApiException(
        400,
        "route-unknown",
        "There is no route " + route + ": no file has it, and there is no run of it",
        (nearest.isEmpty()
                ? ""
                : "The nearest of the "
                    + names.size()
                    + " that there are: "
                    + String.join(", ", nearest)
                    + ". ")
            + "./sluice routes lists all.");
  }

  /**
   * What can be done for a parked run whose route does not run.
   *
   * @param otherwise what is to be done where it does
   */
  String advice(RunKey run, String otherwise) {
    String route = run.route();
    if (run.isRemoval() || running.test(route)) {
      return otherwise;
    }
    return written.get().contains(route)
        ? "Its route's file is refused: ./sluice check "
            + route
            + " says why. Mend it, then ./sluice parked retry --route "
            + route
            + "."
        : "Its route is gone: put the file back, then ./sluice parked retry --route "
            + route
            + ". Or upload the object again, for the routes that there are, or delete it: what was"
            + " parked of it before is then over.";
  }
}
