package org.sluice.enrich;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.sluice.run.RunView;

/** The place of one block in one route. */
final class EnrichEndpoint extends DefaultEndpoint {
  private final Block block;

  EnrichEndpoint(String uri, Component component, Block block) {
    super(uri, component);
    this.block = block;
  }

  @Override
  public Producer createProducer() {
    return new DefaultProducer(this) {
      @Override
      public void process(Exchange exchange) throws Exception {
        block.apply(exchange, RunView.of(exchange));
      }
    };
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException("enrich: stands in a route, never at its start");
  }

  @Override
  public boolean isSingleton() {
    return true;
  }
}
