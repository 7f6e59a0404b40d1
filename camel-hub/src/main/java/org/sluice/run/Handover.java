package org.sluice.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  private final Map<String, Document> documents = new ConcurrentHashMap<>();

  /**
   * Before a run is queued.
   *
   * @param document its object's, as it was just written
   */
  public void give(RunKey run, Document document) {
    if (documents.size() < MOST) {
      documents.put(run.id(), document);
    }
  }

  /** When a run comes off its queue: its object's document; null where it is to be looked up. */
  Document take(RunKey run) {
    return documents.remove(run.id());
  }

  /** Other queues come to this hub. */
  void forget() {
    documents.clear();
  }
}
