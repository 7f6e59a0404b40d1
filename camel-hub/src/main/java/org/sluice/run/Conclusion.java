package org.sluice.run;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.Trouble;
import org.sluice.dispatch.QueueEntry;
import org.sluice.event.TransId;
import org.sluice.fault.Diagnosis;
import org.sluice.fault.FaultException;

/** What an attempt's end comes to: on record, and for the run's queue. */
final class Conclusion {
  private static final Logger LOG = LoggerFactory.getLogger(Conclusion.class);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);
  private static final Duration UNRECORDED = Duration.ofSeconds(5);

  private final OnRecord ends;
  private final Patience patience;
  private final Aside aside;

  /** Where the ends of attempts are put on record. */
  interface OnRecord {
    /** Returns once it is on record. */
    void put(Over over);

    /**
     * @param then told once it is on record, with null; or what kept it from being so
     */
    void tell(Over over, Consumer<Throwable> then);

    /**
     * Parks a run of which nothing is known but its place on the queue.
     *
     * @return false where it is over on record, and stays as it is
     */
    boolean park(QueueEntry entry, boolean fallback, Trouble why);
  }

  /** Where the place on its queue goes of a run that can not be kept on record. */
  @FunctionalInterface
  interface Aside {
    void put(QueueEntry entry, Throwable why);
  }

  Conclusion(OnRecord ends, Patience patience, Aside aside) {
    this.ends = ends;
    this.patience = patience;
    this.aside = aside;
  }

  /**
   * @param failure null where the run went through its whole route
   * @param later takes the outcome of a run that is over, once that is on record
   * @return null where the outcome comes later
   */
  Outcome of(
      Started started,
      boolean fallback,
      Run run,
      Throwable failure,
      Circuit circuit,
      Consumer<Outcome> later) {
    DeclinedException declined = Diagnosis.find(failure, DeclinedException.class);
    SupersededException superseded = Diagnosis.find(failure, SupersededException.class);
    if (failure == null) {
      end(started, fallback, run, Status.DONE, null, Outcome.done(), later);
      return null;
    }
    if (declined != null) {
      String why = declined.getMessage();
      end(started, fallback, run, Status.DECLINED, why, Outcome.over(), later);
      return null;
    }
    if (superseded != null) {
      String why = superseded.getMessage();
      end(started, fallback, run, Status.SUPERSEDED, why, Outcome.over(), later);
      return null;
    }
    return fail(started, fallback, run, failure, circuit);
  }

  private void end(
      Started started,
      boolean fallback,
      Run run,
      Status status,
      String reason,
      Outcome outcome,
      Consumer<Outcome> later) {
    ends.tell(
        Over.well(started, fallback, run, status, reason),
        failure -> later.accept(failure == null ? outcome : unrecorded(started.entry(), failure)));
  }

  /**
   * What comes of a run that can not be taken up: where that does not pass by itself, it is parked
   * by what its place on the queue tells of it.
   */
  Outcome untaken(QueueEntry entry, boolean fallback, RuntimeException failure) {
    if (Diagnosis.passes(failure)) {
      return again(entry, failure);
    }
    Trouble trouble = Trouble.of(failure);
    try {
      if (ends.park(entry, fallback, trouble)) {
        saysParked(entry, trouble);
      }
      return Outcome.over();
    } catch (RuntimeException e) {
      return unrecorded(entry, e);
    }
  }

  /**
   * Nothing can be put on record. It is tried again where the catalogue or Kafka does not answer,
   * and set aside where it is this run alone that MongoDB refuses for good.
   */
  private Outcome unrecorded(QueueEntry entry, Throwable failure) {
    if (failure instanceof RuntimeException && !Diagnosis.passes(failure)) {
      try {
        aside.put(entry, failure);
        return Outcome.over();
      } catch (RuntimeException e) {
        return again(entry, e);
      }
    }
    return again(entry, failure);
  }

  /** The run is tried again after a pause, whatever it is that keeps it from being over. */
  static Outcome again(QueueEntry entry, Throwable failure) {
    TransId.saying(
        entry.transId(),
        () ->
            LOG.warn(
                "Run of {} in {} is tried again: {}",
                entry.key(),
                entry.route(),
                failure.toString()));
    LOG.debug("Run failed", failure);
    return Outcome.failed(UNRECORDED, Trouble.of(failure));
  }

  private Outcome fail(
      Started started, boolean fallback, Run run, Throwable failure, Circuit circuit) {
    Trouble trouble = Trouble.of(failure);
    return switch (Diagnosis.fault(failure).kind()) {
      case TRANSIENT, OPERATOR -> {
        String why = patience.ends(started, circuit);
        yield why == null
            ? again(started, fallback, run, trouble, failure)
            : givenUp(started, fallback, run, trouble.because(why));
      }
      case DATA, BUG -> {
        park(started, fallback, run, trouble);
        yield Outcome.over();
      }
    };
  }

  private Outcome again(
      Started started, boolean fallback, Run run, Trouble trouble, Throwable failure) {
    int attempt = run.attempt();
    boolean told = attempt <= 5 || Integer.bitCount(attempt) == 1;
    ends.put(Over.failed(started, fallback, run, Status.WAITING, trouble, told));
    LOG.debug(
        "{} in {} is tried again: {}",
        started.entry().key(),
        started.entry().route(),
        trouble.message());
    Duration pause = backoff(attempt);
    FaultException fault = Diagnosis.find(failure, FaultException.class);
    Duration asked = fault == null ? Duration.ZERO : fault.after();
    return Outcome.failed(asked.compareTo(pause) > 0 ? asked : pause, trouble);
  }

  private Outcome givenUp(Started started, boolean fallback, Run run, Trouble trouble) {
    park(started, fallback, run, trouble);
    return Outcome.givenUp(trouble);
  }

  /** Sets a run aside for a person, or a replay. */
  void park(Started started, boolean fallback, Run run, Trouble trouble) {
    ends.put(Over.failed(started, fallback, run, Status.PARKED, trouble, true));
    saysParked(started.entry(), trouble);
  }

  private static void saysParked(QueueEntry entry, Trouble trouble) {
    LOG.warn("Parked {} in {}: {}", entry.key(), entry.route(), trouble.message());
  }

  /**
   * Sets a run aside that is given up while its thread is still at it. Nobody waits for it, and it
   * does not throw: where it cannot be put on record, it is tried again or set aside.
   *
   * @param later told the outcome
   */
  void giveUp(
      Started started, boolean fallback, Run run, Trouble trouble, Consumer<Outcome> later) {
    try {
      ends.tell(
          Over.failed(started, fallback, run, Status.PARKED, trouble, true),
          failure -> {
            if (failure == null) {
              saysParked(started.entry(), trouble);
              later.accept(Outcome.over());
            } else {
              later.accept(unrecorded(started.entry(), failure));
            }
          });
    } catch (RuntimeException e) {
      later.accept(unrecorded(started.entry(), e));
    }
  }

  /** Doubled from half a second, with a quarter of chance so that many do not come back at once. */
  static Duration backoff(int attempt) {
    long millis = Math.min(LONGEST_BACKOFF.toMillis(), 500L << Math.min(attempt - 1, 10));
    return Duration.ofMillis(millis * 3 / 4 + ThreadLocalRandom.current().nextLong(millis / 4 + 1));
  }
}
