package org.sluice.repair.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
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

  private static final Predicate<String> SEGMENTS =
      name -> name.endsWith("+segments") || name.endsWith("_segments");

  private final Request request;
  private final List<String> accounts;
  private final Duration fullWithin;
  private final Inventory inventory;
  private final Listings listings;
  private final Journals journals;
  private final Record record;
  private final Comparison comparison;
  private final Course course;
  private final Report report;

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
    this.accounts = accounts;
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
   * @throws FaultException when Swift does not answer, or refuses an account
   * @throws com.mongodb.MongoException when MongoDB does not answer
   * @throws IllegalArgumentException when there is no container of the project
   * @throws CancellationException when it is not to go on
   */
  void run() throws InterruptedException {
    Map<Place, Stand> stands = record.stands();
    Map<String, Long> missing = journals.missing(Instant.now(), request.grace());
    boolean gap = lacks(missing, record.answered());
    for (Map.Entry<String, Set<Place>> account : places(stands.keySet()).entrySet()) {
      Map<Place, Optional<ContainerState>> states = new LinkedHashMap<>();
      Set<Place> older = new HashSet<>();
      for (Place place : account.getValue()) {
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
        if (isMeant(one.getKey())) {
          look(one.getKey(), one.getValue().orElse(null), stands.get(one.getKey()), gap);
        }
      }
    }
    if (report.isEmpty() && request.project() != null) {
      throw new IllegalArgumentException(
          "There is no container of project " + request.project() + ", nor was there");
    }
    if (gap && request.project() == null && !request.dryRun() && report.isWhole()) {
      record.answered(missing);
    }
  }

  /** Empty where the container is gone; null where it is not compared since it cannot be read. */
  private Optional<ContainerState> state(Place place) {
    try {
      return listings.container(place.account(), place.container());
    } catch (FaultException e) {
      if (e.fault().kind() == FaultKind.TRANSIENT) {
        throw e;
      }
      if (isMeant(place)) {
        report.container();
        ContainerReport container = new ContainerReport(place, inventory.project(place), "unread");
        report.compares(container);
        notCompared(container, place, e);
      }
      return null;
    }
  }

  private static boolean lacks(Map<String, Long> missing, Map<String, Long> answered) {
    return missing.entrySet().stream()
        .anyMatch(one -> one.getValue() > answered.getOrDefault(one.getKey(), 0L));
  }

  /** Containers by account: those that Swift has, and those that the lake knows of. */
  private Map<String, Set<Place>> places(Set<Place> known) {
    Set<Place> all = new LinkedHashSet<>();
    Set<String> whose = new LinkedHashSet<>(accounts);
    List<Place> remembered = new ArrayList<>(known);
    // Once in a while, and for who asks: it goes through the whole catalogue.
    if (known.isEmpty() || request.full() || !request.isScheduled()) {
      remembered.addAll(inventory.places(request.project()));
    }
    remembered.forEach(place -> whose.add(place.account()));
    for (String account : whose) {
      String last = "";
      while (true) {
        List<String> names = listings.containers(account, last);
        if (names.isEmpty()) {
          break;
        }
        names.forEach(name -> all.add(new Place(account, name)));
        last = names.get(names.size() - 1);
      }
    }
    all.addAll(remembered);
    Map<String, Set<Place>> byAccount = new LinkedHashMap<>();
    for (Place place : all) {
      if (!SEGMENTS.test(place.container())) {
        byAccount.computeIfAbsent(place.account(), a -> new LinkedHashSet<>()).add(place);
      }
    }
    return byAccount;
  }

  private boolean isMeant(Place place) {
    return request.project() == null || request.project().equals(inventory.project(place));
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
  private static void notCompared(ContainerReport container, Place place, RuntimeException e) {
    LOG.warn("{}/{} is not compared: {}", place.account(), place.container(), e.toString());
    LOG.debug("A container is not compared", e);
    container.failed(saysAll(e) ? e.getMessage() : e.toString());
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
