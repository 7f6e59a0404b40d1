package org.sluice.dispatch;

import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultConsumer;

/** Enters its route in the table of routes while it runs; objects come from the route's queue. */
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
    endpoint.table().remove(getRouteId());
    super.doStop();
  }
}
