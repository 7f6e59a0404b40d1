package org.sluice.run;

import java.time.Duration;
import org.sluice.catalogue.Trouble;

/**
 * What an attempt came to, as far as its queue must know.
 *
 * @param again after which time it is to be tried again; null when it has nothing more to do
 * @param trouble what befell it, where that may befall others too; null else
 * @param proves whether it shows that the route and what stands behind it work
 */
record Outcome(Duration again, Trouble trouble, boolean proves) {
  /** The run went through its whole route. */
  static Outcome done() {
    return new Outcome(null, null, true);
  }

  /** The run is over, which says nothing of what stands behind its route. */
  static Outcome over() {
    return new Outcome(null, null, false);
  }

  /** The run's route is no more: nothing stands behind it that its queue could wait for. */
  static Outcome routeRemoved() {
    return new Outcome(null, null, true);
  }

  /** Not now, for a reason that is not the route's. */
  static Outcome later(Duration again) {
    return new Outcome(again, null, false);
  }

  /** A fault that passes by itself, or once an operator has mended a setting. */
  static Outcome failed(Duration again, Trouble trouble) {
    return new Outcome(again, trouble, false);
  }

  /** The run was given up for a fault that passes by itself, or once an operator has mended it. */
  static Outcome givenUp(Trouble trouble) {
    return new Outcome(null, trouble, false);
  }
}
