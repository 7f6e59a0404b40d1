package org.sluice.dispatch;

import java.util.Map;

/** Routes for tests that are never run. */
public final class TestRoutes {
  private TestRoutes() {}

  /** Takes objects of that content type. */
  public static void add(RouteTable table, String id, String contentType, boolean fallback) {
    Selector selector =
        new Selector(null, contentType, null, null, null, null, null, null, Map.of(), fallback);
    table.started(new LakeRoute(id, "", id + ".yaml", "rev1", selector, false, false, null));
  }
}
