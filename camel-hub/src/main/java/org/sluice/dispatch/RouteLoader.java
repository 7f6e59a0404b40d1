package org.sluice.dispatch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads each route's file by itself, after the context has started: a bad file is refused with its
 * line and reason, and the others run.
 */
public final class RouteLoader {
  private static final Logger LOG = LoggerFactory.getLogger(RouteLoader.class);
  private static final Pattern LINE = Pattern.compile("line[ :]+(\\d+)");

  /** A file that is not running: where it is wrong (0 where the line is not known), and why. */
  public record Refused(String file, int line, String message) {}

  private final CamelContext context;
  private final RouteFiles files;
  private final Map<String, String> owners = new HashMap<>();
  private final List<Refused> refused = new ArrayList<>();

  public RouteLoader(CamelContext context, RouteFiles files) {
    this.context = context;
    this.files = files;
  }

  public synchronized void loadAll() {
    for (Path path : files.all()) {
      String file = files.relative(path);
      List<String> ids = new ArrayList<>();
      try {
        load(path, file, ids);
      } catch (Exception e) {
        ids.forEach(this::forget);
        String message = reason(e);
        Matcher line = LINE.matcher(message);
        int number = line.find() ? Integer.parseInt(line.group(1)) : 0;
        refused.add(new Refused(file, number, message));
        LOG.error("Route file {} is refused, the others run: {}", file, message);
      }
    }
  }

  private void load(Path path, String file, List<String> ids) throws Exception {
    Resource resource = PluginHelper.getResourceLoader(context).resolveResource("file:" + path);
    for (RoutesBuilder builder : builders(resource)) {
      if (builder instanceof RouteBuilder readable) {
        readable.configureRoutes(context);
        for (RouteDefinition route : readable.getRouteCollection().getRoutes()) {
          String owner = owners.get(route.getRouteId());
          if (owner != null) {
            throw new IllegalArgumentException(
                "Route id " + route.getRouteId() + " is taken by " + owner + "; ids are unique");
          }
          ids.add(route.getRouteId());
        }
      }
    }
    // A builder that has been read once adds nothing: the context gets fresh ones.
    for (RoutesBuilder builder : builders(resource)) {
      context.addRoutes(builder);
    }
    ids.forEach(id -> owners.put(id, file));
  }

  private Collection<RoutesBuilder> builders(Resource resource) throws Exception {
    return PluginHelper.getRoutesLoader(context).findRoutesBuilders(resource);
  }

  private void forget(String id) {
    try {
      context.getRouteController().stopRoute(id);
      context.removeRoute(id);
      ModelCamelContext model = (ModelCamelContext) context;
      RouteDefinition definition = model.getRouteDefinition(id);
      if (definition != null) {
        model.removeRouteDefinition(definition);
      }
    } catch (Exception e) {
      LOG.warn("What was loaded of route {} stays: {}", id, e.toString());
    }
  }

  private static String reason(Throwable e) {
    StringBuilder reason = new StringBuilder();
    String last = null;
    for (Throwable link = e; link != null; link = link.getCause()) {
      String message = link.getMessage();
      if (message != null && (last == null || !last.contains(message))) {
        reason.append(reason.length() == 0 ? "" : ": ").append(message);
        last = message;
      }
    }
    return reason.length() == 0 ? e.toString() : reason.toString();
  }

  /** Files that do not run. */
  public synchronized List<Refused> refused() {
    return List.copyOf(refused);
  }
}
