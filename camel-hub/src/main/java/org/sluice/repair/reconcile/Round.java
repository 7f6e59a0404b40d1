package org.sluice.repair.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.catalogue.Inventory;
import org.sluice.catalogue.Inventory.Place;
import org.sluice.catalogue.journals.Journals;
import org.sluice.fault.Diagnosis;
import org.sluice.fault.FaultException;
import org.sluice.fault.FaultKind;
import org.sluice.repair.reconcile.Record.Stand;
import org.sluice.swift.ContainerState;
import org.sluice.swift.Listings;

/** Goes through the containers, and compares those of which there is a sign, or all. */
final class Round {
  private static final Logger LOG = LoggerFactory.getLogger(Round.class);

  /** What the schedule takes of a container's time at the most: one part in so many. */
  private static final int SHARE = 10;

  private final Request request;
  private final Containers containers;
  private final Duration fullWithin;
  private final Inventory inventory;
  private final Listings listings;
  private final Journals journals;
  private final Record record;
  private final Comparison comparison;
  private final Course course;
  private final Report report;
  private final Set<Place> failed = new HashSet<>();

  /**
   * @param accounts the lake's own
   * @param fullWithin every container is compared once in this time, sign or not
   */
  Round(
      Request request,
      List<String> accounts,
      Duration fullWithin,
      Inventory inventory,
      Listings listings,
      Journals journals,
      Record record,
      Comparison comparison,
      Course course,
      Report report) {
    this.request = request;
    this.containers = new Containers(request, accounts, inventory, listings, course, report);
    this.fullWithin = fullWithin;
    this.inventory = inventory;
    this.listings = listings;
    this.journals = journals;
    this.record = record;
    this.comparison = comparison;
    this.course = course;
    this.report = report;
  }

  /**
   * @throws FaultException when Swift does not answer
   * @throws com.mongodb.MongoException when MongoDB does not answer
   * @throws IllegalArgumentException when there is no container of the project
   * @throws CancellationException when it is not to go on
   */
  void run() throws InterruptedException {
    Map<Place, Stand> stands = record.stands();
    Map<String, Long> missing = journals.missing(Instant.now(), request.grace());
    boolean gap = lacks(missing, answered(missing));
    for (Set<Place> places : containers.byAccount(stands.keySet()).values()) {
      Map<Place, Optional<ContainerState>> states = new LinkedHashMap<>();
      Set<Place> older = new HashSet<>();
      for (Place place : places) {
        course.goOn();
        Optional<ContainerState> state = state(place);
        if (state == null) {
          continue;
        }
        states.put(place, state);
        state
            .filter(some -> some.versions() != null)
            .ifPresent(some -> older.add(new Place(place.account(), some.versions())));
      }
      // Swift puts older versions there by itself: no event tells of them.
      states.keySet().removeAll(older);
      for (Map.Entry<Place, Optional<ContainerState>> one : states.entrySet()) {
        if (containers.isMeant(one.getKey())) {
          look(one.getKey(), one.getValue().orElse(null), stands.get(one.getKey()), gap);
        }
      }
    }
    if (report.isEmpty() && request.project() != null) {
      throw new IllegalArgumentException(
          "There is no container of project " + request.project() + ", nor was there");
    }
    if (!request.dryRun()) {
      stands.values().stream().filter(this::isLeft).map(Stand::left).forEach(record::stands);
      if (gap && request.project() == null) {
        record.answered(missing);
      }
    }
  }

  /** Whether a container is to be looked at once it can be compared, sign or not. */
  private boolean isLeft(Stand stand) {
    Place place = stand.place();
    return stand.signs() != null
        && (failed.contains(place) || containers.isRefused(place.account()));
  }

  /** Empty where the container is gone; null where it is not compared since it cannot be read. */
  private Optional<ContainerState> state(Place place) {
    try {
      return listings.container(place.account(), place.container());
    } catch (FaultException e) {
      if (e.fault().kind() == FaultKind.TRANSIENT) {
        throw e;
      }
      if (containers.isMeant(place)) {
        report.container();
        ContainerReport container = new ContainerReport(place, inventory.project(place), "unread");
        report.compares(container);
        notCompared(container, place, e);
      }
      return null;
    }
  }

  /** An answer to numbers that have come since must not stand for others that are missing later. */
  private Map<String, Long> answered(Map<String, Long> missing) {
    Map<String, Long> before = record.answered();
    Map<String, Long> still = new HashMap<>();
    before.forEach(
        (journal, numbers) -> {
          if (missing.containsKey(journal)) {
            still.put(journal, Math.min(numbers, missing.get(journal)));
          }
        });
    if (!still.equals(before) && !request.dryRun()) {
      record.answered(still);
    }
    return still;
  }

  private static boolean lacks(Map<String, Long> missing, Map<String, Long> answered) {
    return missing.entrySet().stream()
        .anyMatch(one -> one.getValue() > answered.getOrDefault(one.getKey(), 0L));
  }

  private void look(Place place, ContainerState state, Stand before, boolean gap)
      throws InterruptedException {
    report.container();
    Instant now = Instant.now();
    String why = why(Record.signs(state), before, gap, now);
    report.requests(listings.requests());
    if (why == null) {
      report.skipped();
      return;
    }
    ContainerReport container = new ContainerReport(place, inventory.project(place), why);
    report.compares(container);
    try {
      comparison.run(place, state, request.grace(), !request.dryRun(), container);
      if (!request.dryRun()) {
        remember(place, state, container, now);
      }
    } catch (CancellationException e) {
      container.failed(e.getMessage());
      throw e;
    } catch (RuntimeException e) {
      if (!saysAll(e) && Diagnosis.passes(e)) {
        throw e;
      }
      notCompared(container, place, e);
    } finally {
      report.requests(listings.requests());
    }
  }

  /** The other containers are compared all the same. */
  private void notCompared(ContainerReport container, Place place, RuntimeException e) {
    LOG.warn("{}/{} is not compared: {}", place.account(), place.container(), e.toString());
    LOG.debug("A container is not compared", e);
    container.failed(saysAll(e) ? e.getMessage() : e.toString());
    failed.add(place);
  }

  /** Of Swift or Kafka, and worded for who reads the report. */
  private static boolean saysAll(RuntimeException e) {
    return e instanceof FaultException || e instanceof IllegalStateException;
  }

  private String why(String signs, Stand before, boolean gap, Instant now) {
    if (request.full()) {
      return "full";
    }
    if (before == null) {
      return "new";
    }
    if (gap) {
      return "journal";
    }
    if (before.compared().plus(fullWithin).isBefore(now)) {
      return "due";
    }
    if (signs.equals(before.signs())) {
      return null;
    }
    boolean rests =
        request.isScheduled()
            && before.compared().plus(before.took().multipliedBy(SHARE)).isAfter(now);
    return rests ? null : "moved";
  }

  private void remember(
      Place place, ContainerState state, ContainerReport container, Instant began) {
    boolean left = container.found(Finding.Kind.YOUNG) > 0;
    if (state == null && !left && container.gaps() == 0) {
      record.forget(place);
      return;
    }
    record.stands(
        new Stand(
            place,
            left ? null : Record.signs(state),
            began,
            Duration.between(began, Instant.now())));
  }
}
