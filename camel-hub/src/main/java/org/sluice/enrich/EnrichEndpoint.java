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
  private final String name;
  private final Block block;
  private final RecordWatch watch;

  EnrichEndpoint(String uri, Component component, String name, Block block, RecordWatch watch) {
    super(uri, component);
    this.name = name;
    this.block = block;
    this.watch = watch;
  }

  @Override
  public Producer createProducer() {
    return new DefaultProducer(this) {
      @Override
      public void process(Exchange exchange) throws Exception {
        Object body = exchange.getMessage().getBody();
        if (block.needsRecords()) {
          Unread.refuse(body, name + "-action", Unread.READING);
        }
        watch.comes(block, block::named, body);
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
