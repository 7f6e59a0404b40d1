package org.sluice.live;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.check.Finding;
import org.sluice.check.Misnamed;

/**
 * Files that hold routes, policies or blocks, and are not called or placed so that they are taken.
 */
final class Strays {
  private static final Logger LOG = LoggerFactory.getLogger(Strays.class);

  private Map<String, Finding> found = Map.of();

  /** Looks at all files of the folder. */
  void update(Collection<RouteFile> files) {
    Map<String, Finding> now = new TreeMap<>();
    for (RouteFile file : files) {
      if (!file.isTaken() && file.bytes() != null) {
        Misnamed.of(file.path(), file.bytes()).ifPresent(one -> now.put(file.path(), one));
      }
    }
    now.values().stream()
        .filter(one -> !found.containsValue(one))
        .forEach(one -> LOG.error("{}:{} is refused: {}", one.file(), one.line(), one.message()));
    found = now;
  }

  List<Finding> errors() {
    return List.copyOf(found.values());
  }

  List<Refused> refused() {
    return found.values().stream()
        .map(one -> new Refused(one.file(), one.line(), one.column(), one.message(), null))
        .toList();
  }
}
