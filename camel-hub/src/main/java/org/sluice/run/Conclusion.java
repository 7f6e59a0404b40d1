package org.sluice.run;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.Trouble;
import org.sluice.fault.Diagnosis;
import org.sluice.fault.FaultException;

/** What an attempt's end comes to: on record, and for the run's queue. */
final class Conclusion {
  private static final Logger LOG = LoggerFactory.getLogger(Conclusion.class);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);

  private final RunLog log;
  private final Patience patience;

  Conclusion(RunLog log, Patience patience) {
    this.log = log;
    this.patience = patience;
  }

  /**
   * @param failure null where the run went through its whole route
   */
  Outcome of(Started started, boolean fallback, Run run, Throwable failure, Circuit circuit) {
    DeclinedException declined = Diagnosis.find(failure, DeclinedException.class);
    SupersededException superseded = Diagnosis.find(failure, SupersededException.class);
    if (failure == null) {
      log.end(started, fallback, run, Status.DONE, null, null, true);
      return Outcome.done();
    }
    if (declined != null) {
      log.end(started, fallback, run, Status.DECLINED, null, declined.getMessage(), true);
      return Outcome.over();
    }
    if (superseded != null) {
      log.end(started, fallback, run, Status.SUPERSEDED, null, superseded.getMessage(), true);
      return Outcome.over();
    }
    return fail(started, fallback, run, failure, circuit);
  }

  private Outcome fail(
      Started started, boolean fallback, Run run, Throwable failure, Circuit circuit) {
    Trouble trouble = Trouble.of(failure);
    return switch (Diagnosis.fault(failure).kind()) {
      case TRANSIENT -> {
        String why = patience.ends(started, circuit);
        yield why == null
            ? again(started, fallback, run, trouble, failure)
            : givenUp(started, fallback, run, trouble.because(why));
      }
      case OPERATOR -> again(started, fallback, run, trouble, failure);
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
    log.end(started, fallback, run, Status.WAITING, trouble, null, told);
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
    log.end(started, fallback, run, Status.PARKED, trouble, null, true);
    LOG.warn(
        "Parked {} in {}: {}", started.entry().key(), started.entry().route(), trouble.message());
  }

  /** Doubled from half a second, with a quarter of chance so that many do not come back at once. */
  static Duration backoff(int attempt) {
    long millis = Math.min(LONGEST_BACKOFF.toMillis(), 500L << Math.min(attempt - 1, 10));
    return Duration.ofMillis(millis * 3 / 4 + ThreadLocalRandom.current().nextLong(millis / 4 + 1));
  }
}
