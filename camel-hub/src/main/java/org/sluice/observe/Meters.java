package org.sluice.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The hub's figures, as Prometheus reads them. Any room may add its own. Labels are names of
 * routes, steps, parts and the like; never names of objects, of which there is no end.
 */
public final class Meters {
  /** Upper bounds of the buckets that lengths are counted in. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, MultiGauge> gauges = new ConcurrentHashMap<>();

  // Lives as long as the hub does.
  @SuppressWarnings("resource")
  public Meters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /**
   * Adds to a counter. Prometheus shows it as {@code name_with_underscores_total}.
   *
   * @param name with dots, such as {@code sluice.reconcile.missing}
   * @param about one sentence for the reader of the figures
   * @param by how much; 0 makes the counter known
   * @param labels names and values by turns; few different ones
   */
  public void count(String name, String about, double by, String... labels) {
    Counter.builder(name).description(about).tags(labels).register(registry).increment(by);
  }

  /**
   * Sets a gauge, all of its values at once: what is not among them is shown no longer.
   *
   * @param label name of the one label that tells the values apart; null for a single value under
   *     the key {@code ""}
   * @param unit such as {@code seconds}, which the name shown ends in; null for a number
   * @param values by the label's value
   */
  public void set(
      String name, String about, String label, String unit, Map<String, ? extends Number> values) {
    gauges
        .computeIfAbsent(
            name, n -> MultiGauge.builder(n).description(about).baseUnit(unit).register(registry))
        .register(
            values.entrySet().stream()
                .map(
                    one ->
                        MultiGauge.Row.of(
                            label == null ? Tags.empty() : Tags.of(label, one.getKey()),
                            one.getValue()))
                .collect(Collectors.toList()),
            true);
  }

  /** A timer with the buckets that all have; to be kept by who records in it often. */
  Timer timer(String name, String about, String... labels) {
    return Timer.builder(name)
        .description(about)
        .tags(labels)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** Counts how large things are; to be kept by who records in it often. */
  DistributionSummary sizes(String name, String about, String unit, String... labels) {
    return DistributionSummary.builder(name)
        .description(about)
        .baseUnit(unit)
        .tags(labels)
        .register(registry);
  }

  /** All figures in Prometheus's text format. */
  public String text() {
    return registry.scrape();
  }
}
