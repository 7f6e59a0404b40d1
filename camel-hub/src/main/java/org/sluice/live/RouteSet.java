package org.sluice.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.check.Finding;
import org.sluice.check.Surroundings;
import org.sluice.check.TextCheck;
import org.sluice.dispatch.RouteTable;

/** Which route files run, which are refused, and which end: not for several threads. */
final class RouteSet {
  private static final Logger LOG = LoggerFactory.getLogger(RouteSet.class);

  private final RouteFolder folder;
  private final Parts parts;
  private final RouteContexts contexts;
  private final RouteTable table;
  private final Set<String> components;
  private final Map<String, RouteContext> running = new TreeMap<>();
  private final Map<String, Refusal> refusals = new TreeMap<>();
  private final List<RouteContext> ending = new ArrayList<>();

  /** A route file that is not taken, as it was when it was tried. */
  private record Refusal(String revision, boolean idTaken, List<Finding> findings) {}

  RouteSet(
      RouteFolder folder,
      Parts parts,
      RouteContexts contexts,
      RouteTable table,
      Set<String> components) {
    this.folder = folder;
    this.parts = parts;
    this.contexts = contexts;
    this.table = table;
    this.components = components;
  }

  /** Does what is to be done about files that are others now; each by itself, all at one moment. */
  void apply(Map<String, RouteUnit> units) {
    Change change = new Change();
    change.make(units);
    table.swap(RouteContext.routes(change.out), RouteContext.routes(change.in));
    for (RouteContext context : change.in) {
      context.opensTo(table);
      running.put(context.unit().file().path(), context);
    }
    ending.addAll(change.out);
    endThoseThatAreOver();
  }

  /** Stops what was replaced once no run is in it. */
  void endThoseThatAreOver() {
    for (Iterator<RouteContext> all = ending.iterator(); all.hasNext(); ) {
      RouteContext one = all.next();
      if (one.isOver()) {
        one.stop();
        all.remove();
      }
    }
  }

  private final class Change {
    private final List<RouteContext> out = new ArrayList<>();
    private final List<RouteContext> in = new ArrayList<>();
    private final Map<String, String> owners = new TreeMap<>();

    void make(Map<String, RouteUnit> units) {
      refusals.keySet().retainAll(units.keySet());
      for (Iterator<RouteContext> all = running.values().iterator(); all.hasNext(); ) {
        RouteContext one = all.next();
        String file = one.unit().file().path();
        if (units.containsKey(file)) {
          one.unit().text().ids().forEach(id -> owners.put(id, file));
        } else {
          out.add(one);
          all.remove();
          LOG.info("Route file {} is gone, and its routes {}", file, one.unit().text().ids());
        }
      }
      List<RouteUnit> left = new ArrayList<>(units.values().stream().filter(this::isNew).toList());
      // An id may be taken as long as another file has not let go of it.
      boolean moved = true;
      while (moved && !left.isEmpty()) {
        moved = left.removeIf(this::take);
      }
      left.forEach(this::refuse);
    }

    private boolean isNew(RouteUnit unit) {
      RouteContext runs = running.get(unit.file().path());
      Refusal refusal = refusals.get(unit.file().path());
      if (runs != null && runs.unit().revision().equals(unit.revision())) {
        refusals.remove(unit.file().path());
        return false;
      }
      return refusal == null || refusal.idTaken() || !refusal.revision().equals(unit.revision());
    }

    /** Whether there is nothing more to do for it. */
    private boolean take(RouteUnit unit) {
      if (!taken(unit).isEmpty()) {
        return false;
      }
      String file = unit.file().path();
      try {
        RouteContext fresh = build(unit);
        RouteContext before = running.get(file);
        if (before != null) {
          out.add(before);
          owners.values().removeIf(file::equals);
        }
        in.add(fresh);
        unit.text().ids().forEach(id -> owners.put(id, file));
        refusals.remove(file);
        LOG.info(
            "Route file {} is taken: {} at revision {}", file, unit.text().ids(), unit.revision());
      } catch (RefusedException e) {
        refuse(unit, false, e.findings());
      }
      return true;
    }

    private List<Finding> taken(RouteUnit unit) {
      String file = unit.file().path();
      return unit.text().ids().stream()
          .filter(id -> !owners.getOrDefault(id, file).equals(file))
          .map(
              id ->
                  Finding.error(
                      file,
                      unit.text().of(id),
                      "Route id " + id + " is taken by " + owners.get(id) + "; ids are unique"))
          .toList();
    }

    private void refuse(RouteUnit unit) {
      refuse(unit, true, taken(unit));
    }

    private void refuse(RouteUnit unit, boolean idTaken, List<Finding> findings) {
      String file = unit.file().path();
      Refusal before = refusals.put(file, new Refusal(unit.revision(), idTaken, findings));
      if (before == null || !before.findings().equals(findings)) {
        Refused refused = refused(file, refusals.get(file));
        LOG.error(
            "Route file {} is refused, the others run{}: {}",
            refused.where(),
            refused.runs() == null ? "" : " and so does its revision " + refused.runs(),
            refused.message());
      }
    }
  }

  private RouteContext build(RouteUnit unit) throws RefusedException {
    if (unit.file().trouble() != null) {
      throw new RefusedException(
          List.of(
              new Finding(Finding.Level.ERROR, unit.file().path(), 0, 0, unit.file().trouble())));
    }
    List<Finding> errors = TextCheck.errors(unit.text(), around());
    if (!errors.isEmpty()) {
      throw new RefusedException(errors);
    }
    return RouteContext.start(unit, contexts, folder);
  }

  private Surroundings around() {
    return new Surroundings(parts.described(), components, contexts::hasProperty);
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

  /** Route files that are not taken as they stand. */
  List<Refused> refused() {
    List<Refused> all = new ArrayList<>();
    refusals.forEach((file, refusal) -> all.add(refused(file, refusal)));
    return all;
  }

  /** All that is wrong with them. */
  List<Finding> errors() {
    return refusals.values().stream().flatMap(one -> one.findings().stream()).toList();
  }

  /** The contexts that routes run in. */
  List<CamelContext> contexts() {
    return running.values().stream().map(RouteContext::camel).toList();
  }

  /** The context that a file's routes run in; null where none do. */
  RouteContext of(String file) {
    return running.get(file);
  }

  /** Ends all routes, giving runs that are in them some time to end. */
  void close(Duration grace) {
    table.swap(RouteContext.routes(running.values()), List.of());
    ending.addAll(running.values());
    running.clear();
    long until = System.nanoTime() + grace.toNanos();
    while (!ending.stream().allMatch(RouteContext::isOver) && System.nanoTime() < until) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        until = System.nanoTime();
      }
    }
    ending.forEach(RouteContext::stop);
    ending.clear();
  }
}
