package org.sluice.gold;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.sluice.run.RunView;

/** The place of one sink in one route. */
final class GoldEndpoint extends DefaultEndpoint {
  private final Sink sink;

  GoldEndpoint(String uri, Component component, Sink sink) {
    super(uri, component);
    this.sink = sink;
  }

  @Override
  public Producer createProducer() {
    return new DefaultProducer(this) {
      @Override
      public void process(Exchange exchange) {
        sink.write(exchange.getMessage().getBody(), RunView.of(exchange));
      }
    };
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException("gold: stands at the end of a route");
  }

  @Override
  public boolean isSingleton() {
    return true;
  }
}
