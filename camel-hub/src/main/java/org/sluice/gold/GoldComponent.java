package org.sluice.gold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.sluice.enrich.RecordWatch;

/**
 * {@code gold:SINK?parameter=value}: writes the body to a database of the gold zone. A sink or a
 * parameter that is not there is refused when the route is loaded.
 */
public final class GoldComponent extends DefaultComponent {
  /** What says where a sink writes to; sinks of one route that write to one place count on. */
  private static final Map<String, List<String>> PLACES =
      Map.of(
          "mongo", List.of("collection"),
          "sql", List.of("table"),
          "neo4j-records", List.of("node"),
          "swift", List.of("container", "name"),
          "kafka", List.of("topic"),
          "http", List.of("url"));

  private final Map<String, Sink.Factory> sinks;
  private final RecordWatch watch;
  private final Map<List<Object>, Object> places = new ConcurrentHashMap<>();

  GoldComponent(Map<String, Sink.Factory> sinks, RecordWatch watch) {
    this.watch = watch;
    this.sinks = new TreeMap<>(sinks);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    Sink.Factory factory = sinks.get(name);
    if (factory == null) {
      throw new IllegalArgumentException(
          "there is no sink '" + name + "'; there are: " + String.join(", ", sinks.keySet()));
    }
    Object place = place(name, parameters);
    Sink sink =
        factory.create(
            (parameter, otherwise) -> {
              Object value = parameters.remove(parameter);
              return value == null || value.toString().isEmpty() ? otherwise : value.toString();
            });
    return new GoldEndpoint(uri, this, new NumberedSink(sink, place), watch);
  }

  private Object place(String name, Map<String, Object> parameters) {
    List<Object> words = new ArrayList<>(List.of(name));
    PLACES
        .getOrDefault(name, List.of())
        .forEach(parameter -> words.add(parameters.getOrDefault(parameter, "")));
    return places.computeIfAbsent(words, one -> new Object());
  }
}
