package org.sluice.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.check.Finding;
import org.sluice.check.RouteText;
import org.sluice.check.Surroundings;
import org.sluice.check.TextCheck;
import org.sluice.dispatch.RouteTable;

/**
 * The routes of the folder, running. Files that come, change or go are taken while the hub runs,
 * each by itself: no other route is touched, and a file that is wrong leaves what ran before
 * running. Runs that are in a route that is replaced end there; the next go through the new one.
 */
public final class LiveRoutes implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);

  private final RouteFolder folder;
  private final SettledFolder settled;
  private final Parts parts;
  private final RouteContexts contexts;
  private final RouteTable table;
  private final Set<String> components;
  private final Duration every;
  private final Map<String, RouteContext> running = new TreeMap<>();
  private final Map<String, Refusal> refusals = new TreeMap<>();
  private final List<RouteContext> ending = new ArrayList<>();
  private Map<String, RouteUnit> units = Map.of();
  private Map<String, String> seen;
  private String trouble;
  private boolean stopping;

  /** A route file that is not taken, as it was when it was tried. */
  private record Refusal(String revision, boolean idTaken, List<Finding> findings) {}

  /**
   * @param components schemes of the components that routes may use
   * @param every how often the folder is looked at
   */
  public LiveRoutes(
      Path dir, RouteContexts contexts, RouteTable table, Set<String> components, Duration every) {
    this.folder = new RouteFolder(dir);
    this.settled = new SettledFolder(folder);
    this.parts = new Parts(contexts, folder);
    this.contexts = contexts;
    this.table = table;
    this.components = components;
    this.every = every;
  }

  /** Looks at the folder until it is stopped. */
  @Override
  public void run() {
    while (pause()) {
      try {
        look();
      } catch (RuntimeException e) {
        LOG.warn("The routes' folder is looked at again: {}", e.toString());
        LOG.debug("The routes' folder", e);
      }
    }
  }

  private synchronized boolean pause() {
    try {
      if (!stopping) {
        wait(every.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !stopping;
  }

  /** Takes what has come to rest since the last look; at the first, all that is there. */
  public synchronized void look() {
    endThoseThatAreOver();
    Map<String, RouteFile> files;
    try {
      files = settled.look();
      trouble = null;
    } catch (IOException e) {
      if (trouble == null) {
        LOG.error("The routes' folder cannot be read, what runs runs on: {}", e.getMessage());
      }
      trouble = e.getMessage();
      return;
    }
    Map<String, String> hashes = new TreeMap<>();
    files.forEach((path, file) -> hashes.put(path, file.hash()));
    if (!stopping && !hashes.equals(seen)) {
      parts.update(files);
      apply(RouteUnit.of(files.values(), parts));
      seen = hashes;
    }
  }

  private void apply(Map<String, RouteUnit> now) {
    units = now;
    Change change = new Change();
    change.make();
    table.swap(RouteContext.routes(change.out), RouteContext.routes(change.in));
    for (RouteContext context : change.in) {
      context.opensTo(table);
      running.put(context.unit().file().path(), context);
    }
    ending.addAll(change.out);
    endThoseThatAreOver();
  }

  private void endThoseThatAreOver() {
    for (Iterator<RouteContext> all = ending.iterator(); all.hasNext(); ) {
      RouteContext one = all.next();
      if (one.isOver()) {
        one.stop();
        all.remove();
      }
    }
  }

  /** What is to be done about files that are others now. */
  private final class Change {
    private final List<RouteContext> out = new ArrayList<>();
    private final List<RouteContext> in = new ArrayList<>();
    private final Map<String, String> owners = new TreeMap<>();

    void make() {
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

  /** Files that are not taken as they stand. */
  public synchronized List<Refused> refused() {
    List<Refused> all = new ArrayList<>();
    if (trouble != null) {
      all.add(new Refused("(all)", 0, 0, trouble, null));
    }
    all.addAll(parts.refused());
    refusals.forEach((file, refusal) -> all.add(refused(file, refusal)));
    return all;
  }

  /** All that is wrong with files, as far as it can be told. */
  public synchronized List<Finding> errors() {
    List<Finding> all = new ArrayList<>(parts.errors());
    refusals.values().forEach(refusal -> all.addAll(refusal.findings()));
    return all;
  }

  /** Texts of route files, whether they are taken or not. */
  public synchronized Map<String, RouteText> texts() {
    Map<String, RouteText> texts = new TreeMap<>();
    units.forEach((file, unit) -> texts.put(file, unit.text()));
    return texts;
  }

  /** Texts of blocks and policies that are well. */
  public synchronized Map<String, RouteText> partTexts() {
    return parts.texts();
  }

  /** The files of blocks and policies that some route files use. */
  public synchronized Set<String> partsOf(Set<String> files) {
    Set<String> used = new TreeSet<>();
    for (String file : files) {
      units.get(file).blocks().forEach(one -> used.add(one.path()));
      units.get(file).policies().forEach(one -> used.add(one.path()));
      // Of a part that is wrong it is not known who uses it.
      parts.errors().forEach(error -> used.add(error.file()));
    }
    return used;
  }

  /** What is wrong with files, or with the folder; empty where nothing is. */
  public synchronized Optional<String> complaint() {
    List<Refused> refused = refused();
    return refused.isEmpty()
        ? Optional.empty()
        : Optional.of(
            refused.size()
                + " refused: "
                + String.join(
                    "; ", refused.stream().map(r -> r.where() + " " + r.message()).toList()));
  }

  /** The context that a file's routes run in; null where none do. */
  synchronized RouteContext of(String file) {
    return running.get(file);
  }

  /** Ends all routes, giving runs that are in them some time to end. */
  public void close(Duration grace) {
    synchronized (this) {
      stopping = true;
      notifyAll();
      table.swap(RouteContext.routes(running.values()), List.of());
      ending.addAll(running.values());
      running.clear();
    }
    long until = System.nanoTime() + grace.toNanos();
    while (!isOver() && System.nanoTime() < until) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        until = System.nanoTime();
      }
    }
    synchronized (this) {
      ending.forEach(RouteContext::stop);
      ending.clear();
    }
  }

  private synchronized boolean isOver() {
    return ending.stream().allMatch(RouteContext::isOver);
  }
}
