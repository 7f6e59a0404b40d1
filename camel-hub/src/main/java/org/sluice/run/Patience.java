package org.sluice.run;

import java.time.Duration;
import java.time.Instant;

/**
 * When a run is given up whose fault passes by itself, or once an operator has mended a setting. An
 * outage does not end it, nor a password that is wrong for all, as then all of its route fail. One
 * ends that fails while others go through, as where only its project's database does not let us in,
 * or while its partition waits for it and hardly another fails; or that has waited for very long.
 *
 * @param attempts failed ones between which others of the route went through
 * @param longest from when the run was queued
 */
public record Patience(int attempts, Duration longest) {
  /** Why a run that has failed once more is given up; null when it is not. */
  String ends(Started started, Circuit circuit) {
    int alone = circuit.failuresAlone(started.entry().key().path());
    if (alone >= attempts) {
      return "Given up after "
          + started.attempt()
          + " attempts, as others of the route go through or wait for it.";
    }
    if (started.queued().plus(longest).isBefore(Instant.now())) {
      return "Given up after "
          + started.attempt()
          + " attempts in "
          + longest.toHours()
          + " hours.";
    }
    return null;
  }
}
