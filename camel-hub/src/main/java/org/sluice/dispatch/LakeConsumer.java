package org.sluice.dispatch;

import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultConsumer;

/**
 * Enters its route in the table of routes; objects come from the route's queue. A route that is
 * stopped by hand stays there, so that what it takes goes on its queue, and waits.
 */
final class LakeConsumer extends DefaultConsumer {
  private final LakeEndpoint endpoint;

  LakeConsumer(LakeEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    Route route = getRoute();
    String file = endpoint.files().file(route);
    endpoint
        .table()
        .add(
            new LakeRoute(
                getRouteId(),
                route.getDescription(),
                file,
                endpoint.files().revision(file),
                endpoint.selector(),
                endpoint.keeps(),
                endpoint.skips(),
                this));
  }

  @Override
  protected void doStop() throws Exception {
    if (getEndpoint().getCamelContext().isStopping()) {
      endpoint.table().remove(getRouteId(), this);
    }
    super.doStop();
  }

  @Override
  protected void doShutdown() throws Exception {
    endpoint.table().remove(getRouteId(), this);
    super.doShutdown();
  }
}
