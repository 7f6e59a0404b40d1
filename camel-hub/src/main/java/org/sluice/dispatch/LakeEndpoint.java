package org.sluice.dispatch;

import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One use of {@code lake:objects}, with what it selects. */
final class LakeEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {
  private final LakeComponent component;
  private final Selector selector;
  private final boolean keeps;
  private final boolean skips;

  /**
   * @param keeps whether gold of objects that are deleted stays
   * @param skips whether runs go on without records that cannot be taken
   */
  LakeEndpoint(
      String uri, LakeComponent component, Selector selector, boolean keeps, boolean skips) {
    super(uri, component);
    this.component = component;
    this.selector = selector;
    this.keeps = keeps;
    this.skips = skips;
  }

  LakeRoute route(String id, String description, LakeConsumer consumer) {
    return new LakeRoute(
        id, description, component.file(), component.revision(), selector, keeps, skips, consumer);
  }

  Roster roster() {
    return component.roster();
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
