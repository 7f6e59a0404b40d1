package org.sluice.repair.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.sluice.catalogue.Inventory.Place;
import org.sluice.catalogue.journals.Journals;
import org.sluice.catalogue.journals.Unanswered;

/**
 * What journals lack, and which containers hold the answer: each that a round has not compared
 * since it saw the last of it. Which container a missing number was about, nobody knows.
 */
final class Gaps {
  /** Between two looks while a round is under way, at the least. */
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(3);

  private final Journals journals;
  private final Duration grace;
  private final LongSupplier nanos;
  private final Set<Place> compared = new HashSet<>();
  private Unanswered seen = Unanswered.NONE;
  private long looked;

  /**
   * @param grace how old a gap is that is minded
   * @param nanos the clock
   */
  Gaps(Journals journals, Duration grace, LongSupplier nanos) {
    this.journals = journals;
    this.grace = grace;
    this.nanos = nanos;
  }

  /** Asks what is lacking now. */
  void look() {
    looked = nanos.getAsLong();
    Unanswered now = journals.unanswered(Instant.now(), grace);
    if (!now.isWithin(seen)) {
      seen = now;
      compared.clear();
    }
  }

  /** The same, if the last look was some seconds ago. */
  void lookAgain() {
    if (nanos.getAsLong() - looked >= PAUSE) {
      look();
    }
  }

  /** All that was seen last when there was something new. */
  Unanswered seen() {
    return seen;
  }

  /** Whether a container is to be compared for what is lacking. */
  boolean concern(Place place) {
    return !seen.isEmpty() && !compared.contains(place);
  }

  /** A comparison of the container begins. */
  void compares(Place place) {
    compared.add(place);
  }

  /** All containers were compared since these were seen. */
  void answer(Unanswered numbers) {
    journals.answer(numbers);
  }
}
