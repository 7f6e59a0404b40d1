package org.sluice.repair.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.catalogue.Inventory;
import org.sluice.catalogue.Inventory.Place;
import org.sluice.catalogue.journals.Unanswered;
import org.sluice.fault.Diagnosis;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.fault.FaultKind;
import org.sluice.repair.reconcile.Record.Stand;
import org.sluice.swift.ContainerState;
import org.sluice.swift.Listings;

/** Goes through the containers, and compares those of which there is a sign, or all. */
final class Round {
  private static final Logger LOG = LoggerFactory.getLogger(Round.class);

  /** Journals that lack more and more do not keep a round from its end. */
  private static final int MOST_PASSES = 10;

  private final Request request;
  private final Containers containers;
  private final Duration fullWithin;
  private final Inventory inventory;
  private final Listings listings;
  private final Gaps gaps;
  private final Record record;
  private final Refusals refusals;
  private final Comparison comparison;
  private final Turns turns;
  private final Course course;
  private final Report report;
  private final Set<Place> failed = new HashSet<>();
  private final Set<Place> older = new HashSet<>();
  private int passes;

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
      Gaps gaps,
      Record record,
      Comparison comparison,
      Turns turns,
      Course course,
      Report report) {
    this.request = request;
    this.containers = new Containers(request, accounts, inventory, listings, course, report);
    this.fullWithin = fullWithin;
    this.inventory = inventory;
    this.listings = listings;
    this.gaps = gaps;
    this.record = record;
    this.refusals = record.refusals();
    this.comparison = comparison;
    this.turns = turns;
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
    boolean begun = record.isBegun();
    if (!request.isOfMoved()) {
      gaps.look();
    }
    Why why = new Why(request, fullWithin, gaps, begun);
    Unanswered before;
    do {
      before = gaps.seen();
      pass(why, begun);
      if (!request.dryRun() && request.project() == null) {
        gaps.answer(before);
      }
      passes++;
      // What came up meanwhile is not left for the next round: this one may have taken hours.
    } while (gaps.seen() != before && passes < MOST_PASSES);
    if (!begun && !request.isOfMoved() && !request.dryRun() && request.project() == null) {
      record.begun();
    }
  }

  /** Goes through all containers; a second time through those that hold the answer to a new gap. */
  private void pass(Why why, boolean begun) throws InterruptedException {
    Map<Place, Stand> stands = record.stands();
    if (request.isOfMoved() && !begun && stands.isEmpty()) {
      return;
    }
    Set<String> due = request.isOfDue() && begun && gaps.seen().isEmpty() ? due(stands, why) : null;
    Predicate<String> isMeant = account -> due == null || due.contains(account);
    for (Set<Place> places : containers.byAccount(stands.keySet(), isMeant).values()) {
      Map<Place, Optional<ContainerState>> states = new LinkedHashMap<>();
      places.removeIf(this::isPassed);
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
      if (!request.dryRun()) {
        older.stream().filter(stands::containsKey).forEach(record::forget);
      }
      for (Map.Entry<Place, Optional<ContainerState>> one : states.entrySet()) {
        if (containers.isMeant(one.getKey())) {
          if (request.isOfDue()) {
            gaps.lookAgain();
          }
          look(one.getKey(), one.getValue().orElse(null), stands.get(one.getKey()), why);
        }
      }
    }
    if (report.isEmpty() && request.project() != null) {
      throw new IllegalArgumentException(
          "There is no container of project " + request.project() + ", nor was there");
    }
    if (!request.dryRun()) {
      stands.values().stream().filter(this::isLeft).map(Stand::place).forEach(record::left);
    }
    if (request.isOfDue()) {
      gaps.look();
    }
  }

  /** Accounts with a container that is due; else nothing is asked of Swift. */
  private Set<String> due(Map<Place, Stand> stands, Why why) {
    Instant now = Instant.now();
    return stands.values().stream()
        .filter(stand -> why.isDue(stand, now))
        .filter(stand -> refusals.resting(stand.place(), now) == null)
        .map(stand -> stand.place().account())
        .collect(Collectors.toSet());
  }

  /** Whether a container is to be looked at once it can be compared, sign or not. */
  private boolean isLeft(Stand stand) {
    Place place = stand.place();
    return stand.signs() != null
        && (failed.contains(place) || containers.isRefused(place.account()));
  }

  /** Whether an earlier pass had all that is to be had of a container. */
  private boolean isPassed(Place place) {
    return passes > 0 && (failed.contains(place) || !gaps.concern(place));
  }

  /** Empty where the container is gone; null where it is not compared since it cannot be read. */
  private Optional<ContainerState> state(Place place) {
    String resting = request.isScheduled() ? refusals.resting(place, Instant.now()) : null;
    if (resting != null) {
      unread(place).failed(resting);
      failed.add(place);
      return null;
    }
    try {
      return listings.container(place.account(), place.container());
    } catch (FaultException e) {
      if (e.fault().kind() == FaultKind.TRANSIENT) {
        throw e;
      }
      if (containers.isMeant(place)) {
        notCompared(unread(place), place, e);
      }
      return null;
    }
  }

  private ContainerReport unread(Place place) {
    report.container();
    return report.compares(place, inventory.project(place), "unread");
  }

  private void look(Place place, ContainerState state, Stand before, Why why)
      throws InterruptedException {
    report.container();
    boolean compares = why.of(place, Record.signs(state), before, Instant.now()) != null;
    report.requests(listings.requests());
    if (!compares || !turns.begin(place)) {
      report.skipped();
      return;
    }
    try {
      compare(place, state, why);
    } finally {
      turns.end();
    }
  }

  private void compare(Place place, ContainerState state, Why why) throws InterruptedException {
    Instant now = Instant.now();
    // The other round may have compared it since this one began.
    String because = why.of(place, Record.signs(state), record.stand(place), now);
    if (because == null) {
      report.skipped();
      return;
    }
    ContainerReport container = report.compares(place, inventory.project(place), because);
    gaps.compares(place);
    try {
      comparison.run(place, state, request.grace(), !request.dryRun(), container);
      if (!request.dryRun()) {
        refusals.remove(place);
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
    boolean refused = e instanceof FaultException fault && fault.fault() == Fault.ACCESS_DENIED;
    if (refused && !request.dryRun()) {
      refusals.add(place, e.getMessage());
    }
  }

  /** Of Swift or Kafka, and worded for who reads the report. */
  private static boolean saysAll(RuntimeException e) {
    return e instanceof FaultException || e instanceof IllegalStateException;
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
