package org.sluice.run;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.bson.Document;
import org.sluice.catalogue.RunKey;

/**
 * Documents of objects that this hub has just registered for the first time, for the runs that it
 * does itself: of such a run nothing is on record yet, so nobody need be asked. Whatever changes
 * between is found where every run finds it: before it writes, and when it ends.
 *
 * <p>It holds of each run only the first time that it comes off its queue, and only as long as this
 * hub has kept its share of the queues: what may have been with another hub is looked up.
 */
public final class Handover {
  /** So many documents of some kilobytes; of what is beyond them, the records are asked. */
  private static final int MOST = 4096;

  /** What nobody has taken for so long makes room: another hub has its queue. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Map<String, Given> documents = new LinkedHashMap<>();
  private final LongSupplier nanos;

  private record Given(Document document, long at) {}

  public Handover() {
    this(System::nanoTime);
  }

  /**
   * @param nanos a clock, in nanoseconds
   */
  Handover(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Before a run is queued.
   *
   * @param document its object's, as it was just written
   */
  public synchronized void give(RunKey run, Document document) {
    long now = nanos.getAsLong();
    Iterator<Given> oldest = documents.values().iterator();
    while (documents.size() >= MOST && now - oldest.next().at() > LONGEST.toNanos()) {
      oldest.remove();
    }
    if (documents.size() < MOST) {
      documents.put(run.id(), new Given(document, now));
    }
  }

  /** When a run comes off its queue: its object's document; null where it is to be looked up. */
  synchronized Document take(RunKey run) {
    Given given = documents.remove(run.id());
    return given == null ? null : given.document();
  }

  /** Other queues come to this hub. */
  synchronized void forget() {
    documents.clear();
  }
}
