package org.sluice.live;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What of a folder has come to rest: a file that is being written is not looked into. */
final class SettledFolder {
  private final RouteFolder folder;
  private final Map<String, RouteFile> settled = new TreeMap<>();
  private Map<String, RouteFile> last;

  SettledFolder(RouteFolder folder) {
    this.folder = folder;
  }

  /**
   * Files that were twice found alike; at the first look, all as they stand. A file that is gone is
   * gone when it was twice not found.
   */
  Map<String, RouteFile> look() throws IOException {
    Map<String, RouteFile> now = folder.read();
    Map<String, RouteFile> before = last == null ? now : last;
    last = now;
    Set<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(now.keySet());
    paths.addAll(settled.keySet());
    for (String path : paths) {
      RouteFile file = now.get(path);
      if (file == null && before.get(path) == null) {
        settled.remove(path);
      } else if (file != null && file.isSame(before.get(path))) {
        settled.put(path, file);
      }
    }
    return new TreeMap<>(settled);
  }
}
