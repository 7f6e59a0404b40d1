package org.sluice.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.dispatch.LakeComponent;
import org.sluice.dispatch.LakeRoute;
import org.sluice.dispatch.Roster;
import org.sluice.dispatch.RouteTable;
import org.sluice.enrich.Blocks;
import org.sluice.live.agreed.SetFile;

/** A route file as it runs: one revision of it, in a Camel context of its own. */
final class RouteContext {
  private static final Logger LOG = LoggerFactory.getLogger(RouteContext.class);

  private final RouteUnit unit;
  private final CamelContext camel;
  private final Staging staging;
  private final Held held;
  private List<LakeRoute> routes = List.of();

  /** Keeps back the routes of a file until all of them have started. */
  private static final class Staging implements Roster {
    private final List<LakeRoute> held = new ArrayList<>();
    private RouteTable table;

    @Override
    public synchronized void started(LakeRoute route) {
      if (table == null) {
        held.add(route);
      } else {
        table.started(route);
      }
    }

    @Override
    public synchronized void stopped(LakeRoute route) {
      if (table == null) {
        held.remove(route);
      } else {
        table.stopped(route);
      }
    }

    synchronized List<LakeRoute> held() {
      return List.copyOf(held);
    }

    synchronized void open(RouteTable to) {
      table = to;
    }
  }

  private RouteContext(RouteUnit unit, CamelContext camel, Staging staging, Held held) {
    this.unit = unit;
    this.camel = camel;
    this.staging = staging;
    this.held = held;
  }

  /**
   * Builds a file's routes. No object comes to them yet, and those that would begin by themselves,
   * such as with a timer, do not before it is {@linkplain #open opened}.
   *
   * @throws RefusedException when they do not start; nothing is left of them then
   */
  static RouteContext start(RouteUnit unit, RouteContexts contexts, RouteFolder folder)
      throws RefusedException {
    String file = unit.file().path();
    Staging staging = new Staging();
    CamelContext camel = null;
    try {
      camel = contexts.make(file.replaceAll("[^A-Za-z0-9_.-]", "-") + "@" + unit.revision());
      camel.addComponent("lake", new LakeComponent(staging, file, unit.revision()));
      Blocks.folder(camel, folder.path(unit.file().folder()));
      Held held = new Held();
      camel.addLifecycleStrategy(held);
      camel.start();
      // The bytes, not the files: these may be others already.
      List<Resource> resources = new ArrayList<>();
      unit.blocks().forEach(block -> resources.add(resource(folder, block)));
      unit.policies().forEach(policy -> resources.add(resource(folder, policy)));
      PluginHelper.getRoutesLoader(camel).loadRoutes(resources);
      PluginHelper.getRoutesLoader(camel).loadRoutes(resource(folder, unit.file()));
      RouteContext context = new RouteContext(unit, camel, staging, held);
      context.routes = staging.held();
      context.named();
      return context;
    } catch (Exception | LinkageError | StackOverflowError e) {
      LOG.debug("Route file {} is refused", file, e);
      stop(camel);
      throw new RefusedException(List.of(Diagnosis.of(unit.text(), e)));
    }
  }

  /**
   * Starts what begins by itself.
   *
   * @throws RefusedException when it does not start
   */
  void open() throws RefusedException {
    try {
      for (String id : held.release()) {
        camel.getRouteController().startRoute(id);
      }
    } catch (Exception | LinkageError | StackOverflowError e) {
      LOG.debug("Route file {} does not start", file(), e);
      throw new RefusedException(List.of(Diagnosis.of(unit.text(), e)));
    }
  }

  /** An id that does not stand in the file could be another file's, and nobody would see it. */
  private void named() {
    for (LakeRoute route : routes) {
      if (!unit.text().ids().contains(route.id())) {
        throw new IllegalArgumentException(
            "A route that takes objects begins at lake:objects and has an id, both in this file");
      }
    }
  }

  static Resource resource(RouteFolder folder, RouteFile file) {
    return ResourceHelper.fromBytes("file:" + folder.path(file.path()), file.bytes());
  }

  /** The running routes of some contexts. */
  static List<LakeRoute> routes(Collection<RouteContext> contexts) {
    return contexts.stream().flatMap(context -> context.routes.stream()).toList();
  }

  RouteUnit unit() {
    return unit;
  }

  /** Below the routes' folder. */
  String file() {
    return unit.file().path();
  }

  /** Whether it is of that revision; of null it is not. */
  boolean is(String revision) {
    return unit.revision().equals(revision);
  }

  /** What other hubs know it by. */
  SetFile setFile() {
    return new SetFile(file(), unit.revision(), unit.text().ids());
  }

  CamelContext camel() {
    return camel;
  }

  /** From now on what starts or stops of it does so in the table. */
  void opensTo(RouteTable table) {
    staging.open(table);
  }

  /** Whether every run that was in it has ended. */
  boolean isOver() {
    return routes.stream().allMatch(LakeRoute::isOver);
  }

  void stop() {
    stop(camel);
  }

  private static void stop(CamelContext camel) {
    if (camel != null) {
      try {
        camel.stop();
      } catch (RuntimeException e) {
        LOG.warn("What {} held is not all let go: {}", camel.getName(), e.toString());
      }
    }
  }
}
