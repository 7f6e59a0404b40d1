package org.sluice.run;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.sluice.batch.Gatherer;
import org.sluice.catalogue.DayCounts;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerEntry;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Statuses;
import org.sluice.dispatch.QueueEntry;
import org.sluice.dispatch.Queues;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/**
 * What stands on record of runs. Runs that ask or tell at the same time share the reads and the
 * writes: a run waits for its group's, as a database's transactions wait for a group's commit. Only
 * for its end to be on record no thread waits.
 */
public final class RunLog {
  private static final int GROUP = 200;

  private final Documents documents;
  private final Runs runs;
  private final Ledger ledger;
  private final Handover handover;
  private final Gatherer<QueueEntry, Started> starts =
      Gatherer.ofCount(GROUP, some -> Severally.answered(some, this::starts));
  private final Gatherer<Opened, Boolean> openings =
      Gatherer.ofCount(GROUP, some -> Severally.answered(some, this::openings));
  private final UnderWay underWay;
  private final Ends ends;

  public RunLog(
      Documents documents,
      Runs runs,
      DayCounts days,
      Statuses statuses,
      Ledger ledger,
      Queues queues,
      Handover handover,
      RunWatch watch) {
    this(documents, runs, days, statuses, ledger, RunEnds.Ensuing.by(queues), handover, watch);
  }

  RunLog(
      Documents documents,
      Runs runs,
      DayCounts days,
      Statuses statuses,
      Ledger ledger,
      RunEnds.Ensuing ensuing,
      Handover handover,
      RunWatch watch) {
    this.documents = documents;
    this.runs = runs;
    this.ledger = ledger;
    this.handover = handover;
    RunEnds writer = new RunEnds(documents, runs, days, statuses, ensuing, ledger);
    this.underWay = new UnderWay(runs, statuses);
    this.ends = new Ends(documents, writer, underWay, watch);
  }

  /**
   * Takes a run up.
   *
   * @throws RuntimeException what keeps this run from it; only one that passes by itself may be
   *     that of all that are taken up at the time
   */
  Started start(QueueEntry entry) {
    Document fresh = handover.take(entry.run());
    Started started = fresh == null ? starts.put(entry) : new Started(entry, null, fresh, null);
    if (!started.isFinal()) {
      String project = documents.project(entry.key());
      underWay.begins(entry, new Runs.Going(started.of(project), started.attempt(), Instant.now()));
    }
    return started;
  }

  private List<Started> starts(List<QueueEntry> entries) {
    Map<String, Document> known = runs.find(entries.stream().map(QueueEntry::run).toList());
    Map<ObjectKey, Document> found = find(entries);
    Map<String, LedgerEntry> wrote = ledger.find(entries.stream().map(RunLog::queued).toList());
    return entries.stream()
        .map(
            one ->
                new Started(
                    one,
                    known.get(one.run().id()),
                    found.get(one.key()),
                    wrote.get(queued(one).ledgerId())))
        .toList();
  }

  private static Ledger.QueuedObject queued(QueueEntry entry) {
    return new Ledger.QueuedObject(entry.key(), entry.route());
  }

  /** A run about to write. */
  private record Opened(QueueEntry entry, Ledger.Opening opening) {}

  /**
   * First the ledger says what is about to be written, then the catalogue is asked for the newest
   * version. The dispatcher goes the other way round, the catalogue first and the ledger second: so
   * one of the two sees the other, and nothing is written that nobody takes back.
   */
  private List<Boolean> openings(List<Opened> opened) {
    List<Opened> naming = opened.stream().filter(one -> !one.opening().places().isEmpty()).toList();
    Set<Integer> refused = ledger.open(naming.stream().map(Opened::opening).toList());
    Set<Opened> late =
        refused.stream().map(naming::get).collect(Collectors.toCollection(HashSet::new));
    Map<ObjectKey, Document> found =
        documents.standing(opened.stream().map(one -> one.entry().key()).distinct().toList());
    return opened.stream()
        .map(
            one ->
                !late.contains(one)
                    && found.containsKey(one.entry().key())
                    && Documents.isAt(found.get(one.entry().key()), one.entry().eventId()))
        .toList();
  }

  private Map<ObjectKey, Document> find(List<QueueEntry> entries) {
    return documents.find(entries.stream().map(QueueEntry::key).distinct().toList());
  }

  /**
   * Notes where a run is about to write.
   *
   * @param revision of the route that the run goes through
   * @param keep whether its gold is to stay when the object is deleted
   * @param fresh whether nothing was on record of the object and route when the run began
   * @return false when a newer version of the object is there
   */
  boolean open(
      QueueEntry entry,
      LakeObject object,
      String revision,
      boolean keep,
      List<GoldPlace> places,
      boolean fresh) {
    return openings.put(
        new Opened(
            entry,
            new Ledger.Opening(
                object.key(),
                object.project(),
                entry.route(),
                object.version(),
                keep,
                noted(entry, object.version(), revision, places),
                fresh)));
  }

  static List<LedgerPlace> noted(
      QueueEntry entry, String version, String revision, List<GoldPlace> places) {
    return places.stream()
        .map(
            place ->
                new LedgerPlace(
                    place.service(),
                    place.store(),
                    place.place(),
                    place.key(),
                    place.from(),
                    place.to(),
                    version,
                    revision,
                    entry.run().id()))
        .toList();
  }

  /** Notes that a run is about to remove; false when a newer version is there. */
  boolean beginRemoval(Run run) {
    return ledger.begin(run.object().key(), run.route(), run.object().version());
  }

  /** Whether Swift's timestamp is that of a POST which the catalogue knows. */
  boolean isMetadataTime(LakeObject object, String timestamp) {
    Document document = documents.find(object.key());
    return document != null && timestamp.equals(Documents.metadataTime(document));
  }

  /** Puts on record that runs are under way, once they have been for some time. */
  void sweep() {
    underWay.sweep();
  }

  /** Where the ends of runs are told. */
  Ends ends() {
    return ends;
  }
}
