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
import org.sluice.catalogue.RunOf;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.Trouble;
import org.sluice.dispatch.QueueEntry;

/**
 * Where the ends of runs are told, to be put on record together with those that end at the same
 * time.
 */
final class Ends implements Conclusion.OnRecord {
  private static final int GROUP = 200;
  private static final int ENOUGH = 8;

  /** What waits for an end is its place on the queue, and the next run of the same object. */
  private static final Duration LINGER = Duration.ofMillis(50);

  private final Documents documents;
  private final Relay<Ended, Ended> relay;
  private final UnderWay underWay;
  private final RunWatch watch;

  Ends(Documents documents, RunEnds writer, UnderWay underWay, RunWatch watch) {
    this.documents = documents;
    this.relay =
        new Relay<>("ends", GROUP, ENOUGH, LINGER, new EachEnd(writer::write, writer::only)::write);
    this.underWay = underWay;
    this.watch = watch;
  }

  /** Puts on record how an attempt ended; returns once it is, with all that follows from it. */
  @Override
  public void put(Over over) {
    List<Operation> operations = over.run().operations();
    Ended ended = ended(over, operations);
    count(relay.put(ended), operations);
  }

  /**
   * Has it put on record how an attempt ended.
   *
   * @param then told once it is, with null; or what kept it from being so
   */
  @Override
  public void tell(Over over, Consumer<Throwable> then) {
    List<Operation> operations = over.run().operations();
    Ended ended = ended(over, operations);
    relay.tell(
        ended,
        answer -> {
          if (answer.failure() == null) {
            count(answer.value(), operations);
          }
          then.accept(answer.failure());
        });
  }

  private void count(Ended ended, List<Operation> operations) {
    RunEnd end = ended.end();
    if (end == null) {
      return;
    }
    watch.ended(
        ended.entry().route(),
        end.status(),
        Duration.between(end.started(), end.ended()),
        operations);
  }

  private Ended ended(Over over, List<Operation> operations) {
    Started started = over.started();
    Run run = over.run();
    QueueEntry entry = started.entry();
    underWay.over(entry);
    List<GoldWrite> writes = run.writes();
    RunEnd end =
        new RunEnd(
            started.of(documents.project(entry.key())),
            started.run() == null,
            run.attempt(),
            over.status(),
            run.started(),
            Instant.now(),
            over.trouble(),
            over.reason(),
            over.withOperations() ? operations : List.of(),
            writes.stream().map(Landed::onRecord).toList(),
            run.rejects().count(),
            run.rejects().first(),
            run.notes());
    List<String> services = writes.stream().map(GoldWrite::service).distinct().toList();
    Attempt attempt =
        over.withOperations()
            ? new Attempt(
                entry.run(), run.attempt(), run.object(), operations, services, run.goneServices())
            : null;
    String told =
        over.status() == Status.DONE && !writes.isEmpty() ? Landed.announcement(run) : null;
    List<LedgerPlace> places =
        RunLog.noted(entry, run.object().version(), run.revision(), run.places());
    Document read = entry.run().isRemoval() ? null : started.document();
    return new Ended(entry, over.fallback(), end, attempt, places, read, told);
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

  @Override
  public boolean park(QueueEntry entry, boolean fallback, Trouble why) {
    underWay.over(entry);
    Instant now = Instant.now();
    RunEnd end =
        new RunEnd(
            new RunOf(
                entry.run(),
                entry.key(),
                documents.project(entry.key()),
                entry.version(),
                entry.transId(),
                Instant.ofEpochMilli(entry.queued())),
            true,
            RunEnd.UNTAKEN,
            Status.PARKED,
            now,
            now,
            why,
            null,
            List.of(),
            List.of(),
            0,
            List.of(),
            List.of());
    Ended ended = relay.put(new Ended(entry, fallback, end, null, List.of(), null, null));
    count(ended, List.of());
    return ended.end() != null;
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
