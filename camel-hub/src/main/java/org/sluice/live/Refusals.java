package org.sluice.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.check.Finding;
import org.sluice.live.agreed.Unfit;

/** Route files that are not taken as they stand, each as it was when it was tried. */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final Map<String, RouteContext> running;
  private final Map<String, Refusal> refusals = new TreeMap<>();

  private record Refusal(RouteUnit unit, boolean idTaken, List<Finding> findings) {}

  /**
   * @param running what runs, by file; kept by who takes
   */
  Refusals(Map<String, RouteContext> running) {
    this.running = running;
  }

  /** Forgets those of files that are gone. */
  void keep(Set<String> files) {
    refusals.keySet().retainAll(files);
  }

  void forget(String file) {
    refusals.remove(file);
  }

  /** Whether there is nothing that a new try could change. */
  boolean holds(RouteUnit unit) {
    Refusal refusal = refusals.get(unit.file().path());
    return refusal != null
        && !refusal.idTaken()
        && refusal.unit().revision().equals(unit.revision());
  }

  /**
   * @param idTaken whether it is another file's fault
   */
  void add(RouteUnit unit, boolean idTaken, List<Finding> findings) {
    String file = unit.file().path();
    Refusal fresh = new Refusal(unit, idTaken, findings);
    Refusal before = refusals.put(file, fresh);
    if (before == null || !before.findings().equals(findings)) {
      Refused refused = refused(file, fresh);
      LOG.error(
          "Route file {} is refused, the others run{}: {}",
          refused.where(),
          refused.runs() == null ? "" : " and so does its revision " + refused.runs(),
          refused.message());
    }
  }

  private Refused refused(String file, Refusal refusal) {
    Finding first = refusal.findings().get(0);
    int more = refusal.findings().size() - 1;
    RouteContext runs = running.get(file);
    return new Refused(
        file,
        first.line(),
        first.column(),
        first.message() + (more > 0 ? " (and " + more + " more: ./sluice check tells all)" : ""),
        runs == null ? null : runs.unit().revision());
  }

  /** As people are told of them. */
  List<Refused> refused() {
    List<Refused> all = new ArrayList<>();
    refusals.forEach((file, refusal) -> all.add(refused(file, refusal)));
    return all;
  }

  /** As other hubs are told of them. */
  List<Unfit> unfit() {
    List<Unfit> all = new ArrayList<>();
    refusals.forEach(
        (file, refusal) -> {
          Refused one = refused(file, refusal);
          RouteUnit unit = refusal.unit();
          all.add(new Unfit(file, unit.revision(), unit.text().ids(), said(one)));
        });
    return all;
  }

  static String said(Refused one) {
    return one.where() + " " + one.message();
  }

  /** All that is wrong with them. */
  List<Finding> errors() {
    return refusals.values().stream().flatMap(one -> one.findings().stream()).toList();
  }
}
