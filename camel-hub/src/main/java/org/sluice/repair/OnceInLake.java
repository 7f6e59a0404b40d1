package org.sluice.repair;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schedule of {@code camel-quartz} that runs once in the lake, not once a hub: each hub's clock
 * rings, and whichever hub comes first takes the lease. If it dies at it, the next hub whose clock
 * rings after the lease is over does the work.
 */
public final class OnceInLake extends RouteBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(OnceInLake.class);

  private final Leases leases;
  private final String name;
  private final Duration every;
  private final Consumer<Lease> work;

  /**
   * @param name of the schedule and its lease, such as {@code data-to-process}
   * @param every from one beginning to the next
   * @param work does one round; a long one asks the lease now and then, and ends when it does not
   *     hold. What it throws is logged, and the next round comes in its time
   */
  public OnceInLake(Leases leases, String name, Duration every, Consumer<Lease> work) {
    this.leases = leases;
    this.name = name;
    this.every = every;
    this.work = work;
  }

  @Override
  public void configure() {
    // Stateful: a round that takes longer than the schedule is not begun a second time.
    from("quartz:sluice/"
            + name
            + "?stateful=true&trigger.repeatCount=-1&trigger.repeatInterval="
            + every.toMillis())
        .routeId("sluice-schedule-" + name)
        .routeGroup("sluice")
        .routeDescription("Every " + every.toSeconds() + " s, once in the lake: " + name)
        .process(exchange -> round());
  }

  /** One ring of this hub's clock; whether it was this hub's turn. */
  boolean round() {
    // The clocks of two hubs do not ring at the same time: a little early is in time.
    try (Lease lease = take()) {
      if (lease == null) {
        return false;
      }
      work.accept(lease);
      return true;
    } catch (RuntimeException e) {
      LOG.warn("{} is done again in {} s: {}", name, every.toSeconds(), e.toString());
      LOG.debug("{} failed", name, e);
      return true;
    }
  }

  private Lease take() {
    Optional<Lease> lease = leases.take(name, every.multipliedBy(9).dividedBy(10));
    return lease.orElse(null);
  }
}
