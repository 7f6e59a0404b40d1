package org.sluice;

import org.sluice.observe.Meters;
import org.sluice.repair.reconcile.Came;

/** The figures of reconciliation, shown as 0 before its first round: so the first one is seen. */
final class RoundMeters {
  private final Meters meters;

  RoundMeters(Meters meters) {
    this.meters = meters;
    rounds(true, 0);
    rounds(false, 0);
    findings(Came.NOTHING);
  }

  /** Counts a round that is over. */
  void count(Came came) {
    rounds(came.isWhole(), 1);
    findings(came);
  }

  private void rounds(boolean whole, int by) {
    meters.count(
        "sluice.reconcile.rounds",
        "Rounds of reconciliation that were no dry runs.",
        by,
        "outcome",
        whole ? "whole" : "broken");
  }

  private void findings(Came came) {
    meters.count(
        "sluice.reconcile.compared",
        "Objects of Swift's listings held against the catalogue.",
        came.compared());
    meters.count("sluice.reconcile.sent", "Events that reconciliation sent.", came.sent());
    came.found()
        .forEach(
            (kind, objects) ->
                meters.count(
                    "sluice.reconcile.found",
                    "Objects in which Swift and the catalogue differed.",
                    objects,
                    "kind",
                    kind));
  }
}
