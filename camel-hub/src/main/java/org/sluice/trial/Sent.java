package org.sluice.trial;

import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PollingConsumerSupport;

/**
 * Keeps what a route sends to any of Camel's components that reach out of the process (Kafka,
 * files, databases): it stays there, and nothing comes from there.
 */
final class Sent implements EndpointStrategy {
  private static final List<String> WITHIN =
      List.of(
          "lake",
          "gold",
          "enrich",
          "kamelet",
          "direct",
          "seda",
          "mock",
          "stub",
          "log",
          "bean",
          "class",
          "language",
          "dataformat",
          "http",
          "https",
          // Of these no endpoint can be made without a database: SentSql is in their place.
          SentSql.SCHEME,
          SentSql.STORED);

  private final List<Map<String, Object>> all = new CopyOnWriteArrayList<>();

  void clear() {
    all.clear();
  }

  List<Map<String, Object>> all() {
    return List.copyOf(all);
  }

  void add(String to, Object body) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("to", to);
    one.put("body", body);
    all.add(one);
  }

  /** What can stand in an example as it is; else the text of it. */
  static Object shown(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> shown = new LinkedHashMap<>();
      map.forEach((key, each) -> shown.put(String.valueOf(key), shown(each)));
      return shown;
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(Sent::shown).toList();
    }
    boolean plain =
        value == null
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof Temporal
            || value instanceof Date;
    return plain ? value : value.toString();
  }

  @Override
  public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
    String scheme = uri.replaceFirst(":.*", "");
    return WITHIN.contains(scheme) ? endpoint : new Kept(uri, endpoint.getComponent());
  }

  private final class Kept extends DefaultEndpoint {
    Kept(String uri, Component component) {
      super(uri, component);
      // What the component would set by itself is no property of this one.
      setAutowiredEnabled(false);
    }

    @Override
    public Producer createProducer() {
      return new DefaultProducer(this) {
        @Override
        public void process(Exchange exchange) {
          // Without its parameters, which may hold a password.
          add(
              getEndpointUri().replaceFirst("\\?.*", ""),
              String.valueOf(exchange.getMessage().getBody(String.class)));
        }
      };
    }

    /** Without it a step that polls would wait for ever for what does not come. */
    @Override
    public PollingConsumer createPollingConsumer() {
      return new PollingConsumerSupport(this) {
        @Override
        public Exchange receive() {
          return null;
        }

        @Override
        public Exchange receiveNoWait() {
          return null;
        }

        @Override
        public Exchange receive(long timeout) {
          return null;
        }
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      return new DefaultConsumer(this, processor);
    }
  }
}
