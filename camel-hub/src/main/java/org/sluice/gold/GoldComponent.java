package org.sluice.gold;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code gold:SINK?parameter=value}: writes the body to a database of the gold zone. A sink or a
 * parameter that is not there is refused when the route is loaded.
 */
public final class GoldComponent extends DefaultComponent {
  private final Map<String, Sink.Factory> sinks;

  GoldComponent(Map<String, Sink.Factory> sinks) {
    this.sinks = new TreeMap<>(sinks);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    Sink.Factory factory = sinks.get(name);
    if (factory == null) {
      throw new IllegalArgumentException(
          "there is no sink '" + name + "'; there are: " + String.join(", ", sinks.keySet()));
    }
    Sink sink =
        factory.create(
            (parameter, otherwise) -> {
              Object value = parameters.remove(parameter);
              return value == null || value.toString().isEmpty() ? otherwise : value.toString();
            });
    return new GoldEndpoint(uri, this, new NumberedSink(sink));
  }
}
