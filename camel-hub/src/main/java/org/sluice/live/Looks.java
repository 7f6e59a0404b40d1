package org.sluice.live;

import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;

/**
 * Reads blocks and policies to see whether they are well. Nothing is started: a block's steps are
 * built where it is used. Blocks share a context, as making one takes longer than reading them; one
 * that held a policy, whose ids others may have as well, or something wrong is not used again.
 */
final class Looks implements AutoCloseable {
  private final RouteContexts contexts;
  private final RouteFolder folder;
  private CamelContext context;

  Looks(RouteContexts contexts, RouteFolder folder) {
    this.contexts = contexts;
    this.folder = folder;
  }

  /** Fails as Camel does where a file is wrong. */
  void read(RouteFile file) throws Exception {
    if (context == null) {
      context = contexts.make("looks-at-" + file.hash());
      context.build();
    }
    boolean again = false;
    try {
      PluginHelper.getRoutesLoader(context).loadRoutes(RouteContext.resource(folder, file));
      again = file.isBlock();
    } finally {
      if (!again) {
        close();
      }
    }
  }

  @Override
  public void close() {
    if (context != null) {
      context.stop();
      context = null;
    }
  }
}
