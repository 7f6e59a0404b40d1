package org.sluice.repair.reconcile;

import java.time.Duration;
import java.time.Instant;
import org.sluice.catalogue.Inventory.Place;
import org.sluice.repair.reconcile.Record.Stand;

/** Why a round compares a container, if it does. */
final class Why {
  /** What the schedule takes of a container's time at the most: one part in so many. */
  private static final int SHARE = 10;

  private final Request request;
  private final Duration fullWithin;
  private final Gaps gaps;
  private final boolean begun;

  /**
   * @param fullWithin every container is compared once in this time, sign or not
   * @param gaps which containers are to be compared for what journals lack
   * @param begun whether there was a round over all containers before
   */
  Why(Request request, Duration fullWithin, Gaps gaps, boolean begun) {
    this.request = request;
    this.fullWithin = fullWithin;
    this.gaps = gaps;
    this.begun = begun;
  }

  /**
   * Null where it does not.
   *
   * @param place the container
   * @param signs its own, as they are
   * @param before how it stood; null where it was never compared
   */
  String of(Place place, String signs, Stand before, Instant now) {
    if (request.full()) {
      return "full";
    }
    if (before == null) {
      // In a lake that was never compared all are new: that takes as long as it takes.
      return request.isOfMoved() && !begun || request.isOfDue() && begun ? null : "new";
    }
    if (gaps.concern(place)) {
      return "journal";
    }
    if (!request.isOfMoved() && isDue(before, now)) {
      return "due";
    }
    return request.isOfDue() || signs.equals(before.signs()) || rests(before, now) ? null : "moved";
  }

  boolean isDue(Stand before, Instant now) {
    return before.compared().plus(fullWithin).isBefore(now);
  }

  private boolean rests(Stand before, Instant now) {
    return request.isScheduled()
        && before.compared().plus(before.took().multipliedBy(SHARE)).isAfter(now);
  }
}
