package org.sluice.dispatch;

import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/**
 * Tells of its route while there is one; objects come from the route's queue. A route that is
 * stopped by hand stays, so that what it takes goes on its queue, and waits.
 */
final class LakeConsumer extends DefaultConsumer {
  private final LakeEndpoint endpoint;
  private LakeRoute route;

  LakeConsumer(LakeEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    if (route == null) {
      route = endpoint.route(getRouteId(), getRoute().getDescription(), this);
    }
    endpoint.roster().started(route);
  }

  @Override
  protected void doStop() throws Exception {
    if (endpoint.getCamelContext().isStopping()) {
      leave();
    }
    super.doStop();
  }

  @Override
  protected void doShutdown() throws Exception {
    leave();
    super.doShutdown();
  }

  private void leave() {
    if (route != null) {
      endpoint.roster().stopped(route);
      route = null;
    }
  }
}
