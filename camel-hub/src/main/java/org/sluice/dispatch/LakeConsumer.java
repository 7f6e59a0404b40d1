package org.sluice.dispatch;

import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** Tells of its route while it runs; objects come from the route's queue. */
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
    route = endpoint.route(getRouteId(), getRoute().getDescription(), this);
    endpoint.roster().started(route);
  }

  @Override
  protected void doStop() throws Exception {
    if (route != null) {
      endpoint.roster().stopped(route);
      route = null;
    }
    super.doStop();
  }
}
