package org.sluice.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.sluice.batch.Relay;
import org.sluice.catalogue.Attempt;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.Operation;
import org.sluice.catalogue.RunEnd;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.Trouble;
import org.sluice.dispatch.QueueEntry;

/**
 * Where the ends of runs are told, to be put on record together with those that end at the same
 * time.
 */
final class Ends {
  private static final int GROUP = 200;
  private static final int ENOUGH = 8;

  /** What waits for an end is its place on the queue, and the next run of the same object. */
  private static final Duration LINGER = Duration.ofMillis(25);

  private final Documents documents;
  private final Relay<Ended, Void> relay;
  private final UnderWay underWay;
  private final RunWatch watch;

  Ends(Documents documents, RunEnds writer, UnderWay underWay, RunWatch watch) {
    this.documents = documents;
    this.relay = new Relay<>("ends", GROUP, ENOUGH, LINGER, writer::write);
    this.underWay = underWay;
    this.watch = watch;
  }

  /** Puts on record how an attempt ended; returns once it is, with all that follows from it. */
  void put(
      Started started,
      boolean fallback,
      Run run,
      Status status,
      Trouble trouble,
      String reason,
      boolean withOperations) {
    Ended ended = ended(started, fallback, run, status, trouble, reason, withOperations);
    relay.put(ended);
    count(ended, run);
  }

  /**
   * Has it put on record that an attempt is over for good, with all that it did.
   *
   * @param then told once it is, with null; or what kept it from being so
   */
  void tell(
      Started started,
      boolean fallback,
      Run run,
      Status status,
      String reason,
      Consumer<Throwable> then) {
    Ended ended = ended(started, fallback, run, status, null, reason, true);
    relay.tell(
        ended,
        answer -> {
          if (answer.failure() == null) {
            count(ended, run);
          }
          then.accept(answer.failure());
        });
  }

  private void count(Ended ended, Run run) {
    RunEnd end = ended.end();
    watch.ended(
        ended.entry().route(),
        end.status(),
        Duration.between(end.started(), end.ended()),
        run.operations());
  }

  private Ended ended(
      Started started,
      boolean fallback,
      Run run,
      Status status,
      Trouble trouble,
      String reason,
      boolean withOperations) {
    QueueEntry entry = started.entry();
    underWay.over(entry);
    List<GoldWrite> writes = run.writes();
    List<Operation> operations = run.operations();
    RunEnd end =
        new RunEnd(
            started.of(documents.project(entry.key())),
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
            run.rejects().first(),
            run.notes());
    List<String> services = writes.stream().map(GoldWrite::service).distinct().toList();
    Attempt attempt =
        withOperations
            ? new Attempt(
                entry.run(), run.attempt(), run.object(), operations, services, run.goneServices())
            : null;
    String told = status == Status.DONE && !writes.isEmpty() ? Landed.announcement(run) : null;
    List<LedgerPlace> places =
        RunLog.noted(entry, run.object().version(), run.revision(), run.places());
    Document read = entry.run().isRemoval() ? null : started.document();
    return new Ended(entry, fallback, end, attempt, places, read, told);
  }

  /** Ends a run that was overtaken before it began. */
  void superseded(Started started, boolean fallback, Instant at) {
    QueueEntry entry = started.entry();
    underWay.over(entry);
    RunEnd end =
        new RunEnd(
            started.of(documents.project(entry.key())),
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
            List.of(),
            List.of());
    relay.put(new Ended(entry, fallback, end, null, started.ownPlaces(), null, null));
    watch.ended(entry.route(), Status.SUPERSEDED, Duration.ZERO, List.of());
  }

  /** Does once more what follows from the end of a run, which the hub may not have come to. */
  void settle(Started started, boolean fallback) {
    Attempt last =
        started
            .current()
            .map(object -> Attempt.last(started.entry().run(), started.run(), object))
            .orElse(null);
    relay.put(new Ended(started.entry(), fallback, null, last, List.of(), null, null));
  }
}
