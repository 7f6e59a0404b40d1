package org.sluice.repair.reconcile;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.catalogue.Inventory;
import org.sluice.catalogue.journals.Journals;
import org.sluice.repair.Lease;
import org.sluice.repair.Leases;
import org.sluice.swift.Listings;

/**
 * Rounds of reconciliation, by schedule and by command. A round that its hub does not end is begun
 * anew by whoever asks, or by the schedule: what it had sent is known by its ids.
 */
public final class Reconciler {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  /** Name of the schedule that looks at containers that moved, and of its lease. */
  public static final String MOVED = "reconcile";

  /** Name of the schedule that looks at all in their time, and of its lease. */
  public static final String DUE = "reconcile-due";

  private static final String ASKED = "reconcile-by-command";
  private static final int LOOKS = 4;

  private final Settings settings;
  private final Inventory inventory;
  private final Listings listings;
  private final Journals journals;
  private final Door door;
  private final Leases leases;
  private final Record record;
  private final Consumer<Came> told;
  private final ExecutorService rounds = Executors.newCachedThreadPool(Reconciler::thread);
  private final LongSupplier nanos;
  private volatile boolean stopping;

  /**
   * @param cluster name of the Swift cluster, as its filter says it
   * @param accounts the lake's own
   * @param fullWithin every container is compared once in this time, sign or not
   * @param rate objects that the schedule compares a second
   * @param grace what changed within it is left for the next round
   */
  public record Settings(
      String cluster, List<String> accounts, Duration fullWithin, int rate, Duration grace) {}

  /**
   * @param told what each round came to that was no dry run
   */
  public Reconciler(
      Settings settings,
      Inventory inventory,
      Listings listings,
      Journals journals,
      Door door,
      Leases leases,
      MongoDatabase log,
      Consumer<Came> told) {
    this(settings, inventory, listings, journals, door, leases, log, told, System::nanoTime);
  }

  /**
   * @param nanos the clock
   */
  Reconciler(
      Settings settings,
      Inventory inventory,
      Listings listings,
      Journals journals,
      Door door,
      Leases leases,
      MongoDatabase log,
      Consumer<Came> told,
      LongSupplier nanos) {
    this.nanos = nanos;
    this.settings = settings;
    this.inventory = inventory;
    this.listings = listings;
    this.journals = journals;
    this.door = door;
    this.leases = leases;
    this.record = new Record(log);
    this.told = told;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "reconcile");
    thread.setDaemon(true);
    return thread;
  }

  public Duration grace() {
    return settings.grace();
  }

  /**
   * Begins a round.
   *
   * @return its id; empty where one that was asked for is under way, on whichever hub
   */
  public Optional<String> start(Request request) {
    Optional<Lease> lease = leases.take(ASKED);
    if (lease.isEmpty()) {
      return Optional.empty();
    }
    Report report = report(request);
    try {
      record.save(report);
      rounds.execute(
          () -> {
            try (Lease held = lease.get()) {
              round(request, report, held);
            }
          });
    } catch (RuntimeException e) {
      lease.get().close();
      throw e;
    }
    return Optional.of(report.id());
  }

  /** A round of the schedule over what moved. */
  public void moved(Lease lease) {
    scheduled(Request.By.MOVED, lease);
  }

  /**
   * A round of the schedule over what is due: it may take hours, and does not hold up the other.
   */
  public void due(Lease lease) {
    scheduled(Request.By.DUE, lease);
  }

  private void scheduled(Request.By by, Lease lease) {
    Request request = Request.scheduled(by, settings.rate(), settings.grace());
    round(request, report(request), lease);
  }

  private Turns turns(Request request, Lease lease, Course course) {
    String other = request.isOfMoved() ? DUE : request.isOfDue() ? MOVED : null;
    return new Turns(leases, lease, other, request.isOfDue(), course);
  }

  private Report report(Request request) {
    return new Report(UUID.randomUUID().toString(), request, listings.requests());
  }

  private void round(Request request, Report report, Lease lease) {
    Course course = new Course(() -> !stopping && lease.holds());
    ExecutorService looks = Executors.newFixedThreadPool(LOOKS, Reconciler::thread);
    ScheduledExecutorService saves = Executors.newSingleThreadScheduledExecutor(Reconciler::thread);
    Saving saving = new Saving(record, report);
    saves.scheduleWithFixedDelay(
        () -> save(request, report, course, saving::turn), 1, 1, TimeUnit.SECONDS);
    try {
      Comparison comparison =
          new Comparison(
              inventory,
              listings,
              door,
              looks,
              settings.cluster(),
              new Pace(request.rate(), course),
              course);
      new Round(
              request,
              settings.accounts(),
              settings.fullWithin(),
              inventory,
              listings,
              new Gaps(journals, request.grace(), nanos),
              record,
              comparison,
              turns(request, lease, course),
              course,
              report)
          .run();
      report.end(Report.DONE, null);
    } catch (CancellationException | InterruptedException e) {
      report.end(course.isStopped() ? "stopped" : "interrupted", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("Reconciliation {} broke off: {}", report.id(), e.toString());
      LOG.debug("Reconciliation broke off", e);
      report.end("failed", e.getMessage() == null ? e.toString() : e.getMessage());
    } finally {
      looks.shutdownNow();
      saves.shutdownNow();
      report.requests(listings.requests());
      if (!request.dryRun() && (!request.isOfDue() || isTold(request, report))) {
        told.accept(Came.of(report));
      }
      save(request, report, course, saving::whole);
      tidy();
      say(report);
    }
  }

  private void save(Request request, Report report, Course course, BooleanSupplier save) {
    try {
      // One at a time, so that the last one stands.
      synchronized (course) {
        if (isTold(request, report) && save.getAsBoolean()) {
          course.stop();
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("The progress of reconciliation {} is not on record: {}", report.id(), e.toString());
    }
  }

  private void tidy() {
    try {
      record.tidy();
    } catch (RuntimeException e) {
      LOG.debug("Rounds of long ago stay until the next ends: {}", e.toString());
    }
  }

  /** What the schedule finds nothing to do in is not told of. */
  private static boolean isTold(Request request, Report report) {
    return !request.isScheduled() || report.comparedAny() || report.isBroken();
  }

  private static void say(Report report) {
    if (report.comparedAny()) {
      LOG.info(
          "Reconciliation {}: {} objects compared, {} events sent",
          report.id(),
          report.compared(),
          report.sent());
    }
  }

  /** A round as it stands; null for one that is not known. */
  public Map<String, Object> round(String id) {
    return record.round(id);
  }

  /**
   * Asks for the end of a round, on whichever hub it is; that one hears of it within a second or
   * two, and ends it between two objects.
   *
   * @return whether it was under way
   */
  public boolean stop(String id) {
    return record.stop(id);
  }

  /** The latest rounds, newest first, without their containers. */
  public List<Map<String, Object>> latest() {
    return record.rounds();
  }

  /** Ends the rounds under way. */
  public void stop() {
    stopping = true;
    rounds.shutdown();
    try {
      rounds.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
