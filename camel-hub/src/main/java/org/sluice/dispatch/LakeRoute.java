package org.sluice.dispatch;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.sluice.event.LakeObject;

/** A route that starts at {@code lake:objects}, as it stands in the running context. */
public final class LakeRoute {
  private final String id;
  private final String description;
  private final String file;
  private final String revision;
  private final Selector selector;
  private final boolean keeps;
  private final boolean skips;
  private final LakeConsumer consumer;
  private int inside;
  private boolean closed;

  LakeRoute(
      String id,
      String description,
      String file,
      String revision,
      Selector selector,
      boolean keeps,
      boolean skips,
      LakeConsumer consumer) {
    this.id = id;
    this.description = description;
    this.file = file;
    this.revision = revision;
    this.selector = selector;
    this.keeps = keeps;
    this.skips = skips;
    this.consumer = consumer;
  }

  public String id() {
    return id;
  }

  public String description() {
    return description;
  }

  /** Where the route stands, relative to the routes' folder. */
  public String file() {
    return file;
  }

  /** Hash of what makes the route: its folder's files, and the blocks and policies that it uses. */
  public String revision() {
    return revision;
  }

  public boolean fallback() {
    return selector.fallback();
  }

  /** Whether its gold of an object stays when the object is deleted. */
  public boolean keeps() {
    return keeps;
  }

  /** Whether its runs go on without records that cannot be taken. */
  public boolean skips() {
    return skips;
  }

  /** Whether the route takes the object, as far as can be told without reading it. */
  public boolean takes(LakeObject object) {
    return selector.matches(id, object);
  }

  /** What it takes, by condition. */
  public Map<String, String> selects() {
    return selector.described();
  }

  /** Whether it runs; false where it was stopped by hand. */
  public boolean isStarted() {
    return consumer == null || consumer.isStarted();
  }

  /** A new exchange at the beginning of the route. */
  public Exchange exchange() {
    return consumer.createExchange(false);
  }

  /** The route behind {@code lake:objects}. */
  public Processor processor() {
    return consumer.getProcessor();
  }

  /** Whether both routes may take the same object. */
  public boolean meets(LakeRoute other) {
    return selector.meets(other.selector);
  }

  /**
   * Whether this route takes all that a fallback may take, so that the fallback comes only to what
   * this one declines. Where it cannot be told, it does not.
   */
  public boolean covers(LakeRoute other) {
    return other.fallback() && !fallback() && selector.covers(id, other.selector, other.id);
  }

  /** A run goes in; false when the route is to take no more. */
  synchronized boolean enter() {
    if (closed) {
      return false;
    }
    inside++;
    return true;
  }

  /** A run that went in is over. */
  public synchronized void leave() {
    inside--;
  }

  /** From now on no run goes in. */
  synchronized void close() {
    closed = true;
  }

  /** Whether no run is in it, and none will come. */
  public synchronized boolean isOver() {
    return closed && inside == 0;
  }
}
