package org.sluice.repair;

import java.util.ArrayList;
import java.util.List;
import org.sluice.catalogue.Parked;
import org.sluice.catalogue.RunKey;
import org.sluice.dispatch.LakeRoute;
import org.sluice.dispatch.Queues;
import org.sluice.dispatch.RouteTable;

/**
 * Tries parked runs again, through the routes as they are now. Each gets a run of its own, whose id
 * follows from the parked one's: asked for twice, it is queued twice and done once.
 */
public final class ParkedRetry {
  private final Parked parked;
  private final RouteTable table;
  private final Queues queues;

  public ParkedRetry(Parked parked, RouteTable table, Queues queues) {
    this.parked = parked;
    this.table = table;
    this.queues = queues;
  }

  /** A run that stays parked, and why. */
  public record Skipped(String run, String object, String why) {}

  /**
   * What became of some runs.
   *
   * @param queued how many are tried again
   * @param last id of the last that was looked at; null when that was all
   */
  public record Retried(int queued, List<Skipped> skipped, String last) {}

  /** Queues those chosen, at most so many, in the order of their ids. */
  public Retried retry(Parked.Choice choice, int most) {
    List<Parked.One> found = parked.find(choice, most);
    List<Queues.Queued> queued = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (Parked.One one : found) {
      LakeRoute route = table.get(one.run().route());
      if (route == null && !one.run().isRemoval()) {
        skipped.add(
            new Skipped(
                one.run().id(),
                one.object().key().path(),
                "route "
                    + one.run().route()
                    + " does not run: put its file back or mend it (./sluice routes), or upload the"
                    + " object again or delete it"));
        continue;
      }
      RunKey next = one.run().retry(route == null ? one.run().revision() : route.revision());
      queued.add(new Queues.Queued(next, one.object()));
    }
    queues.again(queued);
    String last = found.size() < most ? null : found.get(found.size() - 1).run().id();
    return new Retried(queued.size(), skipped, last);
  }
}
