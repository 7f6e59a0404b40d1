package org.sluice.run;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.LedgerEntry;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Status;
import org.sluice.dispatch.QueueEntry;
import org.sluice.event.LakeObject;

/**
 * What was on record of a run when it was taken up.
 *
 * @param run its record; null where none is yet
 * @param document its object's document; null where there is none
 * @param ledger what its route wrote of the object; null where there is nothing
 */
record Started(QueueEntry entry, Document run, Document document, LedgerEntry ledger) {
  /** Whether it has nothing more to do. */
  boolean isFinal() {
    return run != null && Status.of(run.getString("status")).isFinal();
  }

  /** The number of the attempt that begins, from 1. */
  int attempt() {
    return run == null ? 1 : run.getInteger("attempts", 0) + 1;
  }

  /** Swift's id of the request that the run is for; null where it is not known. */
  String transId() {
    return entry.transId();
  }

  /** When it was queued. */
  Instant queued() {
    Date first = run == null ? null : run.getDate("queued");
    return first == null ? Instant.ofEpochMilli(entry.queued()) : first.toInstant();
  }

  /** What it is, on record. */
  RunOf of(String project) {
    return new RunOf(entry.run(), entry.key(), project, entry.version(), transId(), queued());
  }

  /** The object, as long as the run's version is the newest and it is there. */
  Optional<LakeObject> current() {
    return Documents.current(document, entry.eventId());
  }

  /** Whether no newer change is known than the one that the run is for. */
  boolean isNewest() {
    return entry.run().isRemoval()
        ? Documents.isOf(document, entry.eventId())
        : current().isPresent();
  }

  /** The object, be it there or deleted. */
  LakeObject object() {
    return Documents.object(document);
  }

  /** Places that attempts of this version and revision have named before. */
  List<GoldPlace> earlierPlaces(String version, String revision) {
    return ledger == null
        ? List.of()
        : ledger.places().stream()
            .filter(place -> place.version().equals(version))
            .filter(place -> place.revision().equals(revision))
            .map(GoldPlace::of)
            .toList();
  }

  /** Places that earlier attempts of this very run have named. */
  List<LedgerPlace> ownPlaces() {
    return ledger == null
        ? List.of()
        : ledger.places().stream().filter(p -> p.run().equals(entry.run().id())).toList();
  }

  /** Why what the user says of the object could not be read; null when it could. */
  String sayingError() {
    return Documents.sayingError(document);
  }
}
