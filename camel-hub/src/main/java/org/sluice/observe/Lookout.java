package org.sluice.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.catalogue.Waiting;
import org.sluice.catalogue.journals.Wanted;
import org.sluice.dispatch.Backlogs;
import org.sluice.run.Circuits;

/**
 * Looks now and then at what has to be asked for, and keeps it for Prometheus: who reads the
 * figures waits for nothing, and however often they are read, no database is asked more.
 */
public final class Lookout implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final Meters meters;
  private final QueueFigures figures;
  private final Circuits circuits;
  private final Readiness readiness;
  private final Wanted journals;
  private final IntSupplier refused;
  private final LongSupplier refusedEvents;
  private final Supplier<Waiting.ForSwift> waiting;
  private final List<Look> looks;
  private volatile boolean stopping;

  /** Something to look at; what took long is looked at seldom. */
  private static final class Look {
    private static final int SHARE = 20;

    private final String what;
    private final Duration least;
    private final Runnable work;
    private long due = System.nanoTime();
    private boolean failing;

    Look(String what, Duration least, Runnable work) {
      this.what = what;
      this.least = least;
      this.work = work;
    }

    void turn() {
      long from = System.nanoTime();
      if (from < due) {
        return;
      }
      try {
        work.run();
        failing = false;
      } catch (RuntimeException e) {
        if (!failing) {
          LOG.warn("Figures of {} stand still until they can be read: {}", what, e.toString());
        }
        failing = true;
      }
      long now = System.nanoTime();
      due = from + Math.max(least.toNanos(), (now - from) * SHARE);
    }
  }

  /**
   * @param refused how many route files are refused
   * @param refusedEvents how many events are set aside
   * @param waiting events that Swift is to be asked of
   * @param hubs told of this one
   */
  public Lookout(
      Meters meters,
      QueueFigures figures,
      Circuits circuits,
      Readiness readiness,
      Wanted journals,
      IntSupplier refused,
      LongSupplier refusedEvents,
      Supplier<Waiting.ForSwift> waiting,
      Hubs hubs) {
    this.meters = meters;
    this.figures = figures;
    this.circuits = circuits;
    this.readiness = readiness;
    this.journals = journals;
    this.refused = refused;
    this.refusedEvents = refusedEvents;
    this.waiting = waiting;
    this.looks =
        List.of(
            new Look("queues", EVERY, this::queues),
            new Look("lake.events", EVERY, this::events),
            new Look("parked runs", Duration.ofSeconds(15), this::parked),
            new Look("events set aside", Duration.ofSeconds(15), this::setAside),
            new Look("events that wait for Swift", Duration.ofSeconds(15), this::waiting),
            new Look("parts", Duration.ofSeconds(15), this::parts),
            new Look("the hubs of the lake", EVERY, hubs::tell));
  }

  @Override
  public void run() {
    while (!stopping) {
      looks.forEach(Look::turn);
      try {
        Thread.sleep(EVERY.toMillis());
      } catch (InterruptedException e) {
        break;
      }
    }
    figures.close();
  }

  private void queues() {
    Instant now = Instant.now();
    List<QueueFigures.Queue> queues = figures.queues();
    Map<String, Circuits.Standing> standing = circuits.standing();
    byRoute(
        "sluice.queue.waiting",
        "Entries of a route's queue that are not at it and not done.",
        null,
        queues,
        QueueFigures.Queue::waiting);
    byRoute(
        "sluice.queue.oldest",
        "Age of the oldest entry of a route's queue that is not done; 0 where there is none.",
        "seconds",
        queues,
        queue -> age(queue.oldest(), now));
    byRoute(
        "sluice.queue.running",
        "Runs at it in this hub.",
        null,
        queues,
        QueueFigures.Queue::running);
    byRoute(
        "sluice.queue.standing",
        "1 while a route's queue waits for what the route needs, 0 else.",
        null,
        queues,
        queue -> standing.containsKey(queue.route()) ? 1 : 0);
  }

  private void byRoute(
      String name,
      String about,
      String unit,
      List<QueueFigures.Queue> queues,
      Function<QueueFigures.Queue, Number> figure) {
    Map<String, Number> values = new LinkedHashMap<>();
    queues.forEach(queue -> values.put(queue.route(), figure.apply(queue)));
    meters.set(name, about, "route", unit, values);
  }

  private void events() {
    Backlogs.Backlog events = figures.events();
    single(
        "sluice.catalogue.lag", "Events that the catalogue has not registered.", events.entries());
    meters.set(
        "sluice.catalogue.oldest",
        "Age of the oldest event that the catalogue has not registered; 0 where there is none.",
        null,
        "seconds",
        Map.of("", age(events.oldest(), Instant.now())));
    single(
        "sluice.journal.missing",
        "Changes that proxies' journals number and the hub was told nothing of.",
        journals.amiss().missing());
    single(
        "sluice.journal.lost",
        "Changes of which proxies' journals can say nothing.",
        journals.amiss().lost());
    single("sluice.route.refused", "Route files that do not run.", refused.getAsInt());
  }

  private void parked() {
    Map<String, Long> counts = new HashMap<>(figures.parked());
    figures.routes().forEach(route -> counts.putIfAbsent(route, 0L));
    meters.set(
        "sluice.parked",
        "Runs of objects' newest versions that are set aside for a person.",
        "route",
        null,
        counts);
  }

  private void setAside() {
    single(
        "sluice.event.refused",
        "Events that could not be registered and are set aside.",
        refusedEvents.getAsLong());
  }

  private void waiting() {
    Waiting.ForSwift events = waiting.get();
    single("sluice.event.waiting", "Events that wait for Swift.", events.count());
    meters.set(
        "sluice.event.waiting.oldest",
        "For how long the first event that waits for Swift does; 0 where there is none.",
        null,
        "seconds",
        Map.of("", age(events.since(), Instant.now())));
  }

  private void parts() {
    Map<String, Integer> up = new LinkedHashMap<>();
    for (Map.Entry<String, Optional<String>> one : readiness.ask().entrySet()) {
      up.put(one.getKey(), one.getValue().isEmpty() ? 1 : 0);
    }
    meters.set("sluice.part.up", "Whether what the hub needs is well.", "part", null, up);
  }

  private void single(String name, String about, long value) {
    meters.set(name, about, null, null, Map.of("", value));
  }

  private static double age(Instant oldest, Instant now) {
    return oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toMillis() / 1e3);
  }

  public void stop() {
    stopping = true;
  }
}
