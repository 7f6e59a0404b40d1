package org.sluice.run;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Statuses;
import org.sluice.dispatch.QueueEntry;

/** Which runs are under way in this hub, and shows those that take their time on record. */
final class UnderWay {
  /** Runs that are over sooner are never on record as running. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final Runs runs;
  private final Statuses statuses;
  private final Map<QueueEntry, Runs.Going> going = new ConcurrentHashMap<>();

  UnderWay(Runs runs, Statuses statuses) {
    this.runs = runs;
    this.statuses = statuses;
  }

  void begins(QueueEntry entry, Runs.Going one) {
    going.put(entry, one);
  }

  void over(QueueEntry entry) {
    going.remove(entry);
  }

  /** Puts on record that runs are under way, once they have been for some time. */
  void sweep() {
    Instant before = Instant.now().minus(SHORT);
    Map<QueueEntry, Runs.Going> slow = new LinkedHashMap<>();
    going.forEach(
        (entry, one) -> {
          if (one.started().isBefore(before)) {
            slow.put(entry, one);
          }
        });
    if (!slow.isEmpty()) {
      runs.going(slow.values());
      statuses.refresh(slow.keySet().stream().map(QueueEntry::key).toList());
      slow.forEach(going::remove);
    }
  }
}
