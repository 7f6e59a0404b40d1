package org.sluice.run;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.sluice.archive.ByteSource;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.catalogue.Trouble;
import org.sluice.dispatch.LakeRoute;
import org.sluice.dispatch.QueueEntry;
import org.sluice.dispatch.RouteTable;
import org.sluice.event.LakeObject;
import org.sluice.event.TransId;
import org.sluice.fault.Diagnosis;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.swift.RawObjects;

/** Does one run: reads the object, sends it through its route, puts what came of it on record. */
public final class Runner {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration ROUTE_ABSENT = Duration.ofSeconds(5);

  private final RouteTable table;
  private final Door door;
  private final RunLog log;
  private final Cleaning cleaning;
  private final Credit credit;
  private final Portions portions;
  private final Conclusion conclusion;
  private final Duration silence;
  private final Stuck stuck;

  /**
   * @param credit what all runs together may hold
   * @param portions how much of an object goes through its route at a time
   * @param patience how long a run is tried whose fault is not its own
   * @param refused where the places on queues go of runs that can not be kept on record
   * @param silence how long nothing may be heard of a run
   */
  public Runner(
      RouteTable table,
      RawObjects swift,
      RunLog log,
      Cleaning cleaning,
      Credit credit,
      Portions portions,
      Patience patience,
      RefusedEvents refused,
      Duration silence) {
    this.table = table;
    this.door = new Door(swift, log::isMetadataTime);
    this.log = log;
    this.cleaning = cleaning;
    this.credit = credit;
    this.portions = portions;
    this.conclusion =
        new Conclusion(log.ends(), patience, (entry, why) -> aside(refused, entry, why));
    this.silence = silence;
    this.stuck = new Stuck(silence, GRACE);
  }

  private static void aside(RefusedEvents refused, QueueEntry entry, Throwable why) {
    String said =
        "The run of "
            + entry.key()
            + " in "
            + entry.route()
            + " is not on record; replay the object once this is mended: "
            + Diagnosis.message(why);
    refused.put(
        entry.run().id(),
        entry.key(),
        entry.version(),
        entry.json(),
        new FaultException(Diagnosis.fault(why), said, why));
  }

  /**
   * Makes an attempt, unless the run is in a final state.
   *
   * @param circuit that of the run's route
   * @param later told the outcome where it is known only once the run's end is on record, or where
   *     the attempt is given up before it ends: then it alone has the say, whatever comes of the
   *     thread
   * @return the outcome; null where it comes later
   */
  Outcome run(QueueEntry entry, Circuit circuit, Consumer<Outcome> later) {
    LakeRoute route = table.enter(entry.route());
    boolean runs = route != null && route.isStarted();
    boolean removed = route == null && table.overdue(entry.route()) != null;
    if (!runs && !removed && !entry.run().isRemoval()) {
      leave(route);
      return Outcome.later(ROUTE_ABSENT);
    }
    try {
      return run(entry, route, circuit, later);
    } catch (RuntimeException e) {
      return conclusion.untaken(entry, route != null && route.fallback(), e);
    } finally {
      leave(route);
    }
  }

  private static void leave(LakeRoute route) {
    if (route != null) {
      route.leave();
    }
  }

  private Outcome run(QueueEntry entry, LakeRoute route, Circuit circuit, Consumer<Outcome> later) {
    boolean fallback = route != null && route.fallback();
    Started started = log.start(entry);
    TransId.begins(started.transId());
    if (started.isFinal()) {
      log.ends().settle(started, fallback);
      return Outcome.over();
    }
    if (!started.isNewest()) {
      log.ends().superseded(started, fallback, Instant.now());
      return Outcome.over();
    }
    if (route == null && !entry.run().isRemoval()) {
      return routeRemoved(started);
    }
    try (Credit.Share share = credit.share(entry.route())) {
      Run run = begin(started, route, share);
      Stuck.Came came =
          stuck.during(
              run,
              trouble -> {
                share.close();
                conclusion.giveUp(started, fallback, run, trouble, later);
              },
              () -> entry.run().isRemoval() ? remove(started, run) : route(started, run, route));
      // What is left to do holds no part of the object.
      share.close();
      return came == null
          ? null
          : conclusion.of(started, fallback, run, failure(came), circuit, later);
    }
  }

  private Throwable failure(Stuck.Came came) {
    return came.interrupted() && came.failure() != null
        ? new FaultException(
            Fault.RUN_STUCK,
            "Nothing was heard of the run for " + silence.toSeconds() + " s: interrupted",
            came.failure())
        : came.failure();
  }

  private Outcome routeRemoved(Started started) {
    String route = started.entry().route();
    FaultException why =
        new FaultException(
            Fault.ROUTE_REMOVED,
            "Route " + route + " was removed, and did not come back in the time that it had");
    try (Credit.Share share = credit.share(route)) {
      conclusion.park(started, false, begin(started, null, share), Trouble.of(why));
    }
    return Outcome.routeRemoved();
  }

  private Run begin(Started started, LakeRoute route, Credit.Share share) {
    QueueEntry entry = started.entry();
    LakeObject object = started.object();
    // The route may be another than when the object was queued: what is on record is what ran.
    String revision = route == null ? entry.revision() : route.revision();
    AtomicReference<Run> self = new AtomicReference<>();
    AtomicBoolean first = new AtomicBoolean(true);
    Run run =
        new Run(
            object,
            entry.route(),
            revision,
            started.attempt(),
            places -> {
              boolean fresh = first.get() && started.ledger() == null;
              boolean may = log.open(entry, object, revision, route.keeps(), places, fresh);
              if (may && first.getAndSet(false)) {
                cleaning.before(self.get(), started.ledger());
              }
              return may;
            },
            route != null && route.skips(),
            started.earlierPlaces(object.version(), revision),
            portions,
            share);
    self.set(run);
    return run;
  }

  private Throwable route(Started started, Run run, LakeRoute route) {
    Throwable failure = process(run, route, started.sayingError());
    boolean over = failure == null || Diagnosis.find(failure, DeclinedException.class) != null;
    try {
      if (over && !mayClean(started, run)) {
        return overtaken(run);
      }
      if (over) {
        cleaning.after(run, started.ledger());
      }
    } catch (RuntimeException e) {
      return e;
    }
    return failure;
  }

  /**
   * A run that wrote nothing says in the ledger that it is about to clean up, as one that writes
   * has said: an older version that writes late finds it there, and has it cleaned up once more.
   */
  private boolean mayClean(Started started, Run run) {
    boolean wrote = !run.places().isEmpty();
    boolean cleans = started.ledger() != null && !started.ledger().places().isEmpty();
    return wrote || !cleans || log.beginRemoval(run);
  }

  private static SupersededException overtaken(Run run) {
    return new SupersededException("A newer version of " + run.object().key() + " came");
  }

  /** Takes out of gold what the route wrote of versions before the one that the run is of. */
  private Throwable remove(Started started, Run run) {
    try {
      if (!log.beginRemoval(run)) {
        return overtaken(run);
      }
      if (started.ledger() != null) {
        List<LedgerPlace> places = cleaning.removable(run, started);
        cleaning.remove(run, places);
        cleaning.forget(run, places);
      }
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private Throwable process(Run run, LakeRoute route, String sayingError) {
    LakeObject object = run.object();
    if (!route.takes(object)) {
      return new DeclinedException("The route no longer selects the object");
    }
    String circle = Circle.of(object, run.route()).orElse(null);
    if (circle != null) {
      return new DeclinedException(circle);
    }
    if (sayingError != null) {
      return new FaultException(Fault.OTHER_DATA_INVALID, sayingError);
    }
    run.hold(Math.min(object.size(), portions.chunkBytes()));
    try (Door.Opened bytes = door.open(object)) {
      Exception failure;
      do {
        failure = pass(run, route, bytes);
      } while (failure == null && run.nextPass());
      if (failure == null) {
        run.finish();
      }
      return failure;
    } catch (IOException e) {
      return new FaultException(Fault.SWIFT_UNREACHABLE, "Swift broke off: " + e.getMessage(), e);
    } catch (Exception e) {
      return e;
    } finally {
      run.close();
    }
  }

  private static Exception pass(Run run, LakeRoute route, Door.Opened bytes) {
    LakeObject object = run.object();
    Exchange exchange = route.exchange();
    exchange.setProperty(RunView.PROPERTY, run);
    exchange.setProperty(ByteSource.PROPERTY, bytes.source());
    exchange.getMessage().setBody(bytes.body(), InputStream.class);
    exchange.getMessage().setHeader("LakeProject", object.project());
    exchange.getMessage().setHeader("LakeObject", object.key().object());
    exchange.getMessage().setHeader("LakeVersion", object.version());
    exchange.getMessage().setHeader("LakeContentType", object.contentType());
    try {
      route.processor().process(exchange);
      return exchange.getException();
    } catch (Exception e) {
      return e;
    }
  }

  /** Puts on record which runs are under way for some time; to be called now and then. */
  void sweep() {
    stuck.look();
    log.sweep();
  }
}
