package org.sluice.dispatch;

import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One use of {@code lake:objects}, with what it selects. */
final class LakeEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {
  private final Selector selector;
  private final boolean keeps;
  private final boolean skips;
  private final RouteTable table;
  private final RouteFiles files;

  LakeEndpoint(
      String uri,
      LakeComponent component,
      Selector selector,
      boolean keeps,
      boolean skips,
      RouteTable table,
      RouteFiles files) {
    super(uri, component);
    this.selector = selector;
    this.keeps = keeps;
    this.skips = skips;
    this.table = table;
    this.files = files;
  }

  Selector selector() {
    return selector;
  }

  /** Whether gold of objects that are deleted stays. */
  boolean keeps() {
    return keeps;
  }

  /** Whether runs go on without records that cannot be taken. */
  boolean skips() {
    return skips;
  }

  RouteTable table() {
    return table;
  }

  RouteFiles files() {
    return files;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException("A route starts at lake:objects; it cannot send there");
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    return new LakeConsumer(this, processor);
  }

  /** Two routes may select alike: each has an endpoint of its own. */
  @Override
  public boolean isSingleton() {
    return false;
  }

  /** To Camel these endpoints are the same one, their addresses being equal. */
  @Override
  public boolean isMultipleConsumersSupported() {
    return true;
  }
}
