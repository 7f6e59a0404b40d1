package org.sluice.run;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.catalogue.RunKey;
import org.sluice.catalogue.Status;
import org.sluice.catalogue.Trouble;
import org.sluice.dispatch.LakeRoute;
import org.sluice.dispatch.QueueEntry;
import org.sluice.dispatch.RouteTable;
import org.sluice.event.LakeObject;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.fault.FaultKind;
import org.sluice.swift.RawObject;
import org.sluice.swift.RawObjects;

/** Does one run: reads the object, sends it through its route, puts what came of it on record. */
public final class Runner {
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);
  private static final Duration ROUTE_MISSING = Duration.ofSeconds(10);

  private final RouteTable table;
  private final RawObjects swift;
  private final RunLog log;

  public Runner(RouteTable table, RawObjects swift, RunLog log) {
    this.table = table;
    this.swift = swift;
    this.log = log;
  }

  /**
   * @return empty when the run is in a final state; else after which time it is to be tried again
   */
  Optional<Duration> run(QueueEntry entry) {
    LakeRoute route = table.get(entry.route());
    if (route == null) {
      return Optional.of(ROUTE_MISSING);
    }
    int attempt = log.start(entry);
    if (attempt == 0) {
      log.settle(entry, route);
      return Optional.empty();
    }
    RunKey key = entry.run();
    Instant started = Instant.now();
    Optional<LakeObject> current = log.current(entry);
    if (current.isEmpty()) {
      log.end(key, Status.SUPERSEDED, started, null, "A newer version came", List.of());
      return Optional.empty();
    }
    LakeObject object = current.get();
    Run run = new Run(object, route.id(), route.revision(), attempt, () -> log.isNewest(entry));
    Throwable failure = process(run, route);
    return conclude(entry, run, started, failure, route);
  }

  private Throwable process(Run run, LakeRoute route) {
    LakeObject object = run.object();
    if (!route.takes(object)) {
      return new DeclinedException("The route no longer selects the object");
    }
    try {
      log.requireReadableSaying(object);
    } catch (FaultException e) {
      return e;
    }
    try (RawObject raw = open(object)) {
      Exchange exchange = route.exchange();
      exchange.setProperty(RunView.PROPERTY, run);
      exchange.getMessage().setBody(raw.body(), InputStream.class);
      exchange.getMessage().setHeader("LakeProject", object.project());
      exchange.getMessage().setHeader("LakeObject", object.key().object());
      exchange.getMessage().setHeader("LakeVersion", object.version());
      exchange.getMessage().setHeader("LakeContentType", object.contentType());
      route.processor().process(exchange);
      return exchange.getException();
    } catch (IOException e) {
      return new FaultException(Fault.SWIFT_UNREACHABLE, "Swift broke off: " + e.getMessage(), e);
    } catch (Exception e) {
      return e;
    }
  }

  /** The bytes of this version; where those that come are not the event's, the newest are asked. */
  private RawObject open(LakeObject object) throws IOException {
    RawObject raw = swift.open(object.key(), false).orElse(null);
    if (raw != null && fits(raw, object)) {
      return raw;
    }
    if (raw != null) {
      raw.close();
    }
    RawObject newest =
        swift
            .open(object.key(), true)
            .orElseThrow(() -> new SupersededException(object.key() + " is gone from Swift"));
    if (!fits(newest, object)
        && newest.timestamp().compareTo(object.version()) > 0
        && !log.isMetadataTime(object, newest.timestamp())) {
      newest.close();
      throw new SupersededException("Swift has a newer version of " + object.key());
    }
    return newest;
  }

  private static boolean fits(RawObject raw, LakeObject object) {
    return object.etag() == null || object.etag().equals(raw.etag());
  }

  private Optional<Duration> conclude(
      QueueEntry entry, Run run, Instant started, Throwable failure, LakeRoute route) {
    RunKey key = entry.run();
    if (failure == null) {
      log.record(key, run);
      log.announce(run);
      log.end(key, Status.DONE, started, null, null, run.writes());
    } else if (Diagnosis.find(failure, DeclinedException.class) != null) {
      log.record(key, run);
      String reason = Diagnosis.find(failure, DeclinedException.class).getMessage();
      log.end(key, Status.DECLINED, started, null, reason, run.writes());
    } else if (Diagnosis.find(failure, SupersededException.class) != null) {
      log.record(key, run);
      String reason = Diagnosis.find(failure, SupersededException.class).getMessage();
      log.end(key, Status.SUPERSEDED, started, null, reason, run.writes());
    } else {
      return fail(entry, run, started, failure, route);
    }
    log.settle(entry, route);
    return Optional.empty();
  }

  private Optional<Duration> fail(
      QueueEntry entry, Run run, Instant started, Throwable failure, LakeRoute route) {
    Trouble trouble = Diagnosis.of(failure);
    boolean transientFault = Diagnosis.fault(failure).kind() == FaultKind.TRANSIENT;
    int attempt = run.attempt();
    if (!transientFault || attempt <= 5 || Integer.bitCount(attempt) == 1) {
      log.record(entry.run(), run);
    }
    Status status = transientFault ? Status.WAITING : Status.PARKED;
    log.end(entry.run(), status, started, trouble, null, run.writes());
    log.settle(entry, route);
    if (!transientFault) {
      LOG.warn("Parked {} in {}: {}", entry.key(), entry.route(), trouble.message());
      return Optional.empty();
    }
    LOG.debug("{} in {} is tried again: {}", entry.key(), entry.route(), trouble.message());
    return Optional.of(backoff(attempt));
  }

  /** Doubled from half a second, with a quarter of chance so that many do not come back at once. */
  static Duration backoff(int attempt) {
    long millis = Math.min(LONGEST_BACKOFF.toMillis(), 500L << Math.min(attempt - 1, 10));
    return Duration.ofMillis(millis * 3 / 4 + ThreadLocalRandom.current().nextLong(millis / 4 + 1));
  }
}
