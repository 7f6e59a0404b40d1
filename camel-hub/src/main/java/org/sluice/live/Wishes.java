package org.sluice.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sluice.check.Finding;
import org.sluice.check.Surroundings;
import org.sluice.check.TextCheck;
import org.sluice.live.agreed.SetFile;

/** What this hub would run of its folder: built, not taken yet. Not for several threads. */
final class Wishes {
  private final RouteFolder folder;
  private final Parts parts;
  private final RouteContexts contexts;
  private final Set<String> components;
  private final Map<String, RouteContext> running;
  private final Refusals refusals;
  private final Endings endings;
  private final Map<String, RouteContext> wished = new TreeMap<>();

  /** Contexts that are built, and that no object comes to. */
  private final List<RouteContext> spare = new ArrayList<>();

  /**
   * @param running what runs, by file; kept by who takes
   * @param refusals kept here
   * @param endings stop what was built and is not to run
   */
  Wishes(
      RouteFolder folder,
      Parts parts,
      RouteContexts contexts,
      Set<String> components,
      Map<String, RouteContext> running,
      Refusals refusals,
      Endings endings) {
    this.endings = endings;
    this.folder = folder;
    this.parts = parts;
    this.contexts = contexts;
    this.components = components;
    this.running = running;
    this.refusals = refusals;
  }

  /** Builds what has changed; each file by itself. */
  void make(Map<String, RouteUnit> units) {
    refusals.keep(units.keySet());
    wished.keySet().retainAll(units.keySet());
    // What does not run any more is to be built again.
    wished.values().removeIf(one -> !running.containsValue(one) && !spare.contains(one));
    new Making(units).make();
  }

  private final class Making {
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, RouteUnit> units;

    Making(Map<String, RouteUnit> units) {
      this.units = units;
    }

    void make() {
      wished.values().forEach(this::owns);
      List<RouteUnit> left = new ArrayList<>(units.values().stream().filter(this::isNew).toList());
      // An id may be taken as long as another file has not let go of it.
      boolean moved = true;
      while (moved && !left.isEmpty()) {
        moved = left.removeIf(this::take);
      }
      left.forEach(unit -> refused(unit, true, taken(unit)));
    }

    private void owns(RouteContext one) {
      owners.values().removeIf(one.file()::equals);
      one.unit().text().ids().forEach(id -> owners.put(id, one.file()));
    }

    private boolean isNew(RouteUnit unit) {
      RouteContext wish = wished.get(unit.file().path());
      if (wish != null && wish.is(unit.revision())) {
        refusals.forget(unit.file().path());
        return false;
      }
      return !refusals.holds(unit);
    }

    /** Whether there is nothing more to do for it. */
    private boolean take(RouteUnit unit) {
      if (!taken(unit).isEmpty()) {
        return false;
      }
      String file = unit.file().path();
      try {
        RouteContext fresh = find(file, unit.revision());
        if (fresh == null) {
          fresh = build(unit);
          spare.add(fresh);
        }
        wished.put(file, fresh);
        owns(fresh);
        refusals.forget(file);
      } catch (RefusedException e) {
        refused(unit, false, e.findings());
      }
      return true;
    }

    private List<Finding> taken(RouteUnit unit) {
      String file = unit.file().path();
      return unit.text().ids().stream()
          .filter(id -> !owners.getOrDefault(id, file).equals(file))
          .map(id -> TextCheck.sharedId(unit.text(), id, others(file, id)))
          .toList();
    }

    /** Files that have the id too, and the one whose running revision has it. */
    private Set<String> others(String file, String id) {
      Set<String> others = new HashSet<>();
      units.values().stream()
          .filter(unit -> unit.text().ids().contains(id))
          .forEach(unit -> others.add(unit.file().path()));
      others.add(owners.get(id));
      others.remove(file);
      return others;
    }

    private void refused(RouteUnit unit, boolean idTaken, List<Finding> findings) {
      refuse(unit, idTaken, findings);
      RouteContext runs = running.get(unit.file().path());
      if (runs != null) {
        owns(runs);
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
    return new Surroundings(
        parts.described(), components, contexts::hasProperty, parts.policyTexts());
  }

  /** A context of that revision that runs or could; null where there is none. */
  RouteContext find(String file, String revision) {
    RouteContext runs = running.get(file);
    return runs != null && runs.is(revision)
        ? runs
        : spare.stream()
            .filter(one -> one.file().equals(file) && one.is(revision))
            .findFirst()
            .orElse(null);
  }

  /** From now on the context runs. */
  void runs(RouteContext context) {
    spare.remove(context);
  }

  /** What was built does not start. */
  void refuse(RouteContext context, List<Finding> findings) {
    spare.remove(context);
    endings.end(context);
    refuse(context.unit(), false, findings);
  }

  /** What runs is wished on. */
  private void refuse(RouteUnit unit, boolean idTaken, List<Finding> findings) {
    RouteContext runs = running.get(unit.file().path());
    if (runs == null) {
      wished.remove(unit.file().path());
    } else {
      wished.put(unit.file().path(), runs);
    }
    refusals.add(unit, idTaken, findings);
  }

  /** Ends what was built and is wished no more. */
  void discard() {
    for (Iterator<RouteContext> all = spare.iterator(); all.hasNext(); ) {
      RouteContext one = all.next();
      if (!wished.containsValue(one)) {
        endings.end(one);
        all.remove();
      }
    }
  }

  /** Ends all that is built and does not run. */
  void close() {
    wished.clear();
    discard();
  }

  /** What this hub would run, by file. */
  List<SetFile> wanted() {
    return wished.values().stream().map(RouteContext::setFile).toList();
  }
}
