package org.sluice.dispatch;

import java.time.Duration;

/** Growing pauses between attempts: doubled from a tenth of a second to the longest. */
public final class Pause {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private final Duration longest;
  private Duration next = SHORTEST;

  public Pause(Duration longest) {
    this.longest = longest;
  }

  /** Waits, and will wait longer the next time. */
  public void longer() {
    try {
      Thread.sleep(next.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(longest) > 0 ? longest : doubled;
  }

  public void reset() {
    next = SHORTEST;
  }
}
