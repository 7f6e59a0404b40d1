package org.sluice.gold;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.sluice.enrich.RecordWatch;
import org.sluice.run.RunView;

/** The place of one sink in one route. */
final class GoldEndpoint extends DefaultEndpoint {
  private final Sink sink;
  private final RecordWatch watch;

  GoldEndpoint(String uri, Component component, Sink sink, RecordWatch watch) {
    super(uri, component);
    this.sink = sink;
    this.watch = watch;
  }

  @Override
  public Producer createProducer() {
    return new DefaultProducer(this) {
      @Override
      public void process(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        watch.comes(sink, sink::named, body);
        sink.write(body, RunView.of(exchange));
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
