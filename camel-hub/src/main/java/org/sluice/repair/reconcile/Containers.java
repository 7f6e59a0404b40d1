package org.sluice.repair.reconcile;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.catalogue.Inventory;
import org.sluice.catalogue.Inventory.Place;
import org.sluice.fault.FaultException;
import org.sluice.fault.FaultKind;
import org.sluice.swift.Listings;

/** Which containers a round looks at: those that Swift has, and those that the lake knows of. */
final class Containers {
  private static final Logger LOG = LoggerFactory.getLogger(Containers.class);

  private static final Predicate<String> SEGMENTS =
      name -> name.endsWith("+segments") || name.endsWith("_segments");

  private final Request request;
  private final List<String> accounts;
  private final Inventory inventory;
  private final Listings listings;
  private final Course course;
  private final Report report;
  private final Set<String> refused = new HashSet<>();

  /**
   * @param accounts the lake's own
   */
  Containers(
      Request request,
      List<String> accounts,
      Inventory inventory,
      Listings listings,
      Course course,
      Report report) {
    this.request = request;
    this.accounts = accounts;
    this.inventory = inventory;
    this.listings = listings;
    this.course = course;
    this.report = report;
  }

  /**
   * By account. One that Swift does not show is told as not compared, and left out.
   *
   * @param known those that were compared before
   * @param isMeant which accounts
   * @throws FaultException when Swift does not answer
   */
  Map<String, Set<Place>> byAccount(Set<Place> known, Predicate<String> isMeant) {
    Map<String, Set<Place>> remembered = remembered(known);
    Set<String> whose = new LinkedHashSet<>(accounts);
    whose.addAll(remembered.keySet());
    whose.addAll(inventory.accounts());
    Map<String, Set<Place>> all = new LinkedHashMap<>();
    for (String account : whose) {
      if (!concerns(account) || !isMeant.test(account) || refused.contains(account)) {
        continue;
      }
      try {
        Set<Place> places = listed(account);
        places.addAll(remembered.getOrDefault(account, Set.of()));
        places.removeIf(place -> SEGMENTS.test(place.container()));
        all.put(account, places);
      } catch (FaultException e) {
        if (e.fault().kind() == FaultKind.TRANSIENT) {
          throw e;
        }
        notCompared(account, e);
      }
    }
    return all;
  }

  private Map<String, Set<Place>> remembered(Set<Place> known) {
    Set<Place> all = new LinkedHashSet<>(known);
    // Once in a while, and for who asks: it goes through the whole catalogue.
    if (known.isEmpty() || request.full() || !request.isScheduled()) {
      all.addAll(inventory.places(request.project(), course::goOn));
    }
    Map<String, Set<Place>> byAccount = new LinkedHashMap<>();
    for (Place place : all) {
      byAccount.computeIfAbsent(place.account(), a -> new LinkedHashSet<>()).add(place);
    }
    return byAccount;
  }

  private Set<Place> listed(String account) {
    Set<Place> places = new LinkedHashSet<>();
    String last = "";
    while (true) {
      course.goOn();
      List<String> names = listings.containers(account, last);
      if (names.isEmpty()) {
        return places;
      }
      names.forEach(name -> places.add(new Place(account, name)));
      last = names.get(names.size() - 1);
    }
  }

  private void notCompared(String account, FaultException e) {
    LOG.warn("No container of {} is compared: {}", account, e.getMessage());
    report.compares(new Place(account, null), null, "unread").failed(e.getMessage());
    refused.add(account);
  }

  /** Whether an account was left out because Swift does not show it. */
  boolean isRefused(String account) {
    return refused.contains(account);
  }

  /** Whether a container is the project's that is asked for. */
  boolean isMeant(Place place) {
    return request.project() == null || request.project().equals(inventory.project(place));
  }

  private boolean concerns(String account) {
    String project = request.project();
    return project == null
        || project.startsWith(account + ".")
        || isMeant(new Place(account, project));
  }
}
