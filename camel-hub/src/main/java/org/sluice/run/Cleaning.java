package org.sluice.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.LedgerEntry;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.Runs;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** Takes out of gold what the ledger says of older versions and the newest did not write again. */
public final class Cleaning {
  private final Map<String, GoldRemover> removers;
  private final Ledger ledger;
  private final Runs runs;

  /**
   * @param removers by the name of their service
   */
  public Cleaning(Map<String, GoldRemover> removers, Ledger ledger, Runs runs) {
    this.removers = Map.copyOf(removers);
    this.ledger = ledger;
    this.runs = runs;
  }

  /** What must go before the run writes its first record. */
  void before(Run run, LedgerEntry known) {
    remove(run, outdated(run, known).stream().filter(one -> comesFirst(one.service())).toList());
  }

  /** What is left to go once the run has written all. */
  void after(Run run, LedgerEntry known) {
    if (known == null || known.places().isEmpty()) {
      return;
    }
    List<LedgerPlace> outdated = outdated(run, known);
    List<LedgerPlace> again =
        known.places().stream()
            .filter(place -> isMine(run, place) && !comesFirst(place.service()))
            .toList();
    List<LedgerPlace> all = new ArrayList<>(outdated);
    all.addAll(again);
    boolean wrote = !run.places().isEmpty();
    remove(run, all.stream().filter(one -> !(wrote && comesFirst(one.service()))).toList());
    forget(run, outdated);
  }

  private boolean comesFirst(String service) {
    return remover(service).comesFirst();
  }

  /** Places of older versions or, of the same version, of another revision of the route. */
  private static List<LedgerPlace> outdated(Run run, LedgerEntry known) {
    if (known == null) {
      return List.of();
    }
    String mine = run.object().version();
    return known.places().stream()
        .filter(place -> place.version().compareTo(mine) <= 0 && !isMine(run, place))
        .toList();
  }

  private static boolean isMine(Run run, LedgerPlace place) {
    return place.version().equals(run.object().version())
        && place.revision().equals(run.revision());
  }

  /**
   * What a removal takes out: what is of older versions and, where another route has taken the
   * object, what runs wrote of its version that count no more. One that counts came after that.
   */
  List<LedgerPlace> removable(Run run, Started started) {
    LedgerEntry known = started.ledger();
    String version = run.object().version();
    List<LedgerPlace> places = new ArrayList<>(known.before(version));
    if (started.entry().run().isOfTaken()) {
      List<LedgerPlace> own = known.at(version);
      Set<String> past = runs.superseded(own.stream().map(LedgerPlace::run).distinct().toList());
      own.stream().filter(place -> past.contains(place.run())).forEach(places::add);
    }
    return places;
  }

  /** Removes what stands at some places, each looked at once. */
  void remove(Run run, List<LedgerPlace> places) {
    Map<GoldPlace, List<LedgerPlace>> byPlace = new LinkedHashMap<>();
    for (LedgerPlace place : places) {
      GoldPlace at = GoldPlace.of(place.service(), place.store(), place.place(), place.key());
      byPlace.computeIfAbsent(at, p -> new ArrayList<>()).add(place);
    }
    byPlace.forEach((at, all) -> remove(run, at, all));
  }

  private void remove(Run run, GoldPlace at, List<LedgerPlace> all) {
    GoldPlace whole = all.stream().map(GoldPlace::of).reduce(GoldPlace::and).orElse(at);
    Set<String> versions =
        all.stream().map(LedgerPlace::version).collect(Collectors.toCollection(TreeSet::new));
    boolean kept = run.places().stream().anyMatch(place -> place.isAt(at));
    GoldRemover.Stale stale =
        new GoldRemover.Stale(
            run.object().key(),
            run.object().project(),
            run.route(),
            whole,
            versions,
            run.object().version(),
            kept ? run.records(at) : -1);
    Instant started = Instant.now();
    long from = System.nanoTime();
    Throwable failure = null;
    try {
      remover(at.service()).remove(stale);
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    } finally {
      run.begin();
      run.done("clean-" + at.service(), started, (System.nanoTime() - from) / 1e6, failure);
    }
  }

  private GoldRemover remover(String service) {
    GoldRemover remover = removers.get(service);
    if (remover == null) {
      throw new FaultException(
          Fault.SETTING_INVALID,
          "The ledger names the gold service " + service + ", which this hub does not have.");
    }
    return remover;
  }

  /** Where a run that wrote a place is not over yet, it may still write: then the place stays. */
  void forget(Run run, List<LedgerPlace> places) {
    Set<String> over = runs.over(places.stream().map(LedgerPlace::run).distinct().toList());
    List<LedgerPlace> gone = places.stream().filter(one -> over.contains(one.run())).toList();
    if (gone.isEmpty()) {
      return;
    }
    ledger.forget(run.object().key(), run.route(), gone);
    Set<String> services = new TreeSet<>();
    gone.forEach(place -> services.add(place.service()));
    ledger
        .ofObjects(List.of(run.object().key()))
        .values()
        .forEach(
            entries ->
                entries.forEach(
                    entry -> entry.places().forEach(p -> services.remove(p.service()))));
    services.forEach(run::gone);
  }
}
