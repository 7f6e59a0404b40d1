package org.sluice.run;

import java.util.Optional;
import org.bson.Document;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Status;
import org.sluice.dispatch.QueueEntry;
import org.sluice.event.LakeObject;

/**
 * What was on record of a run when it was taken up.
 *
 * @param run its record; null where there is none
 * @param document its object's document; null where there is none
 */
record Started(QueueEntry entry, Document run, Document document) {
  /** Whether it has nothing more to do. */
  boolean isFinal() {
    return run == null || Status.of(run.getString("status")).isFinal();
  }

  /** The number of the attempt that begins, from 1. */
  int attempt() {
    return run.getInteger("attempts", 0) + 1;
  }

  /** The object, as long as the run's version is the newest. */
  Optional<LakeObject> current() {
    return Documents.current(document, entry.eventId());
  }

  /** Why what the user says of the object could not be read; null when it could. */
  String sayingError() {
    return Documents.sayingError(document);
  }
}
