package org.sluice.repair.reconcile;

import java.util.concurrent.TimeUnit;
import org.sluice.catalogue.Inventory.Place;
import org.sluice.repair.Lease;
import org.sluice.repair.Leases;

/**
 * Keeps the schedule's two rounds, which may be on two hubs, from comparing a container at the same
 * time: each says under its lease which one it is at, and then asks for the other's. The short one
 * leaves out what the long one is at, which waits for what the short one is at.
 */
final class Turns {
  private static final long ASKS_MILLIS = 200;

  private final Leases leases;
  private final Lease own;
  private final String other;
  private final boolean waits;
  private final Course course;

  /**
   * @param own that of the round
   * @param other name of the other round's; null where there is none to be minded
   * @param waits whether the round waits for the other, or else leaves the container out
   */
  Turns(Leases leases, Lease own, String other, boolean waits, Course course) {
    this.leases = leases;
    this.own = own;
    this.other = other;
    this.waits = waits;
    this.course = course;
  }

  /**
   * Whether the round may compare a container, until {@link #end}.
   *
   * @throws java.util.concurrent.CancellationException when the round does not go on
   */
  boolean begin(Place place) throws InterruptedException {
    if (other == null) {
      return true;
    }
    String name = place.account() + "/" + place.container();
    own.at(name);
    while (leases.isAt(other, name)) {
      if (!waits) {
        end();
        return false;
      }
      course.goOn();
      TimeUnit.MILLISECONDS.sleep(ASKS_MILLIS);
    }
    return true;
  }

  void end() {
    if (other != null) {
      own.at(null);
    }
  }
}
