package org.sluice.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.dispatch.RouteTable;
import org.sluice.live.agreed.LakeSet;

/** Which route files run, and which end: those of the lake's set. Not for several threads. */
final class RouteSet {
  private static final Logger LOG = LoggerFactory.getLogger(RouteSet.class);

  /** A little more than Camel gives a context. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final RouteTable table;
  private final Map<String, RouteContext> running;
  private final Wishes wishes;
  private final Endings endings;
  private final List<RouteContext> ending = new ArrayList<>();

  /**
   * @param running what runs, by file; empty at first
   * @param wishes what could
   * @param endings stop what runs no more
   */
  RouteSet(RouteTable table, Map<String, RouteContext> running, Wishes wishes, Endings endings) {
    this.endings = endings;
    this.table = table;
    this.running = running;
    this.wishes = wishes;
  }

  /**
   * Runs what the set says, as far as it is built here: all at one moment.
   *
   * @return false where some of it does not start: then what ran before runs on, and is wished
   */
  boolean take(LakeSet set) {
    Map<String, String> revisions = set.revisions();
    Map<String, RouteContext> in = new TreeMap<>();
    Set<String> failed = new HashSet<>();
    revisions.forEach(
        (file, revision) -> {
          RouteContext fresh = wishes.find(file, revision);
          if (fresh != null && fresh != running.get(file)) {
            open(fresh, in, failed);
          }
        });
    List<RouteContext> out =
        running.values().stream()
            .filter(one -> !one.is(revisions.get(one.file())) && !failed.contains(one.file()))
            .toList();
    swap(out, in.values(), set.name());
    out.stream().filter(one -> !in.containsKey(one.file())).forEach(one -> left(one, revisions));
    endThoseThatAreOver();
    return failed.isEmpty();
  }

  private void open(RouteContext fresh, Map<String, RouteContext> in, Set<String> failed) {
    try {
      fresh.open();
      in.put(fresh.file(), fresh);
    } catch (RefusedException e) {
      failed.add(fresh.file());
      wishes.refuse(fresh, e.findings());
    }
  }

  private void swap(List<RouteContext> out, Collection<RouteContext> in, String name) {
    table.swap(RouteContext.routes(out), RouteContext.routes(in), name);
    out.forEach(one -> running.remove(one.file(), one));
    for (RouteContext context : in) {
      context.opensTo(table);
      running.put(context.file(), context);
      wishes.runs(context);
      LOG.info(
          "Route file {} is taken: {} at revision {}",
          context.file(),
          context.unit().text().ids(),
          context.unit().revision());
    }
    ending.addAll(out);
  }

  private static void left(RouteContext one, Map<String, String> revisions) {
    String now = revisions.get(one.file());
    if (now == null) {
      LOG.info("Route file {} is gone, and its routes {}", one.file(), one.unit().text().ids());
    } else {
      LOG.warn(
          "Route file {} stands still in this hub: the lake runs revision {}, which is not here",
          one.file(),
          now);
    }
  }

  /** What of the set does not run here as it says, a sentence a file. */
  List<String> differences(LakeSet set) {
    List<String> differences = new ArrayList<>();
    Map<String, String> revisions = set.revisions();
    Set<String> files = new TreeSet<>(revisions.keySet());
    files.addAll(running.keySet());
    for (String file : files) {
      String lake = revisions.get(file);
      RouteContext here = running.get(file);
      if (here == null || !here.is(lake)) {
        differences.add(
            file
                + (lake == null ? " is not in the lake's set" : " is at revision " + lake)
                + ", and here "
                + (here == null ? "it does not run" : "it runs at " + here.unit().revision()));
      }
    }
    return differences;
  }

  /** Stops what was replaced once no run is in it. */
  void endThoseThatAreOver() {
    for (Iterator<RouteContext> all = ending.iterator(); all.hasNext(); ) {
      RouteContext one = all.next();
      if (one.isOver()) {
        endings.end(one);
        all.remove();
      }
    }
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
    wishes.close();
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
    ending.forEach(endings::end);
    ending.clear();
    endings.close(LONGEST);
  }
}
