package org.sluice.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bson.Document;
import org.sluice.batch.Answer;
import org.sluice.batch.Gatherer;
import org.sluice.catalogue.Attempt;
import org.sluice.catalogue.DayCounts;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerEntry;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.Operation;
import org.sluice.catalogue.RunEnd;
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.Statuses;
import org.sluice.catalogue.Trouble;
import org.sluice.dispatch.QueueEntry;
import org.sluice.dispatch.Queues;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/**
 * What stands on record of runs. Runs that ask or tell at the same time share the reads and the
 * writes: a run waits for its group's, as a database's transactions wait for a group's commit.
 */
public final class RunLog {
  private static final int GROUP = 200;

  /** Runs that are over sooner are never on record as running. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final Documents documents;
  private final Runs runs;
  private final Statuses statuses;
  private final Ledger ledger;
  private final Gatherer<QueueEntry, Started> starts = Gatherer.ofCount(GROUP, this::starts);
  private final Gatherer<Opened, Boolean> openings = Gatherer.ofCount(GROUP, this::openings);
  private final Gatherer<Ended, Void> ends;
  private final RunWatch watch;
  private final Map<QueueEntry, Runs.Going> going = new ConcurrentHashMap<>();

  public RunLog(
      Documents documents,
      Runs runs,
      DayCounts days,
      Statuses statuses,
      Ledger ledger,
      Queues queues,
      RunWatch watch) {
    this(documents, runs, days, statuses, ledger, RunEnds.Ensuing.by(queues), watch);
  }

  RunLog(
      Documents documents,
      Runs runs,
      DayCounts days,
      Statuses statuses,
      Ledger ledger,
      RunEnds.Ensuing ensuing,
      RunWatch watch) {
    this.documents = documents;
    this.runs = runs;
    this.statuses = statuses;
    this.ledger = ledger;
    this.watch = watch;
    RunEnds writer = new RunEnds(documents, runs, days, statuses, ensuing, ledger);
    this.ends = Gatherer.ofCount(GROUP, writer::write);
  }

  /** Takes a run up. */
  Started start(QueueEntry entry) {
    Started started = starts.put(entry);
    if (!started.isFinal()) {
      going.put(entry, new Runs.Going(of(started), started.attempt(), Instant.now()));
    }
    return started;
  }

  private RunOf of(Started started) {
    return started.of(documents.project(started.entry().key()));
  }

  private List<Answer<Started>> starts(List<QueueEntry> entries) {
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
        .map(Answer::of)
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
  private List<Answer<Boolean>> openings(List<Opened> opened) {
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
        .map(Answer::of)
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

  private static List<LedgerPlace> noted(
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

  /** Puts on record how an attempt ended; returns once it is, with all that follows from it. */
  void end(
      Started started,
      boolean fallback,
      Run run,
      Status status,
      Trouble trouble,
      String reason,
      boolean withOperations) {
    QueueEntry entry = started.entry();
    going.remove(entry);
    List<GoldWrite> writes = run.writes();
    List<Operation> operations = run.operations();
    RunEnd end =
        new RunEnd(
            of(started),
            started.run() == null,
            run.attempt(),
            status,
            run.started(),
            Instant.now(),
            trouble,
            reason,
            withOperations ? operations : List.of(),
            writes.stream().map(Landed::onRecord).toList(),
            run.rejects().count(),
            run.rejects().first());
    List<String> services = writes.stream().map(GoldWrite::service).distinct().toList();
    Attempt attempt =
        withOperations
            ? new Attempt(
                entry.run(), run.attempt(), run.object(), operations, services, run.goneServices())
            : null;
    String told = status == Status.DONE && !writes.isEmpty() ? Landed.announcement(run) : null;
    List<LedgerPlace> places = noted(entry, run.object().version(), run.revision(), run.places());
    Document read = entry.run().isRemoval() ? null : started.document();
    ends.put(new Ended(entry, fallback, end, attempt, places, read, told));
    watch.ended(entry.route(), status, Duration.between(end.started(), end.ended()), operations);
  }

  /** Ends a run that was overtaken before it began. */
  void superseded(Started started, boolean fallback, Instant at) {
    QueueEntry entry = started.entry();
    going.remove(entry);
    RunEnd end =
        new RunEnd(
            of(started),
            started.run() == null,
            started.attempt(),
            Status.SUPERSEDED,
            at,
            Instant.now(),
            null,
            "A newer version came",
            List.of(),
            List.of(),
            0,
            List.of());
    ends.put(new Ended(entry, fallback, end, null, started.ownPlaces(), null, null));
    watch.ended(entry.route(), Status.SUPERSEDED, Duration.ZERO, List.of());
  }

  /** Does once more what follows from the end of a run, which the hub may not have come to. */
  void settle(Started started, boolean fallback) {
    Attempt last =
        started
            .current()
            .map(object -> Attempt.last(started.entry().run(), started.run(), object))
            .orElse(null);
    ends.put(new Ended(started.entry(), fallback, null, last, List.of(), null, null));
  }
}
