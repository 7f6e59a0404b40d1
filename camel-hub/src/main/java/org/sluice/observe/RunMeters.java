package org.sluice.observe;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.sluice.batch.BatchWatch;
import org.sluice.catalogue.Operation;
import org.sluice.catalogue.Status;
import org.sluice.run.RunWatch;

/** Counts and times runs, their steps, and the batches that sinks write. */
public final class RunMeters implements RunWatch {
  /** Routes that a folder of routes may have, times their steps: past it nothing new is timed. */
  private static final int MOST = 5000;

  private final Meters meters;
  private final Map<Run, Timer> runs = new ConcurrentHashMap<>();
  private final Map<Step, Timer> steps = new ConcurrentHashMap<>();

  private record Run(String route, String outcome) {}

  private record Step(String route, String step, String outcome) {}

  public RunMeters(Meters meters) {
    this.meters = meters;
  }

  @Override
  public void ended(String route, Status status, Duration length, List<Operation> operations) {
    String outcome = status == Status.WAITING ? "failed" : status.text();
    Timer timer = runs.get(new Run(route, outcome));
    (timer == null ? run(new Run(route, outcome)) : timer).record(length);
    for (Operation one : operations) {
      Step key = new Step(route, one.step(), one.outcome());
      Timer known = steps.get(key);
      if (known == null && steps.size() < MOST) {
        known = steps.computeIfAbsent(key, this::step);
      }
      if (known != null) {
        known.record((long) (one.durationMs() * 1e6), TimeUnit.NANOSECONDS);
      }
    }
  }

  private Timer run(Run key) {
    return runs.computeIfAbsent(
        key,
        one ->
            meters.timer(
                "sluice.run",
                "Attempts of runs by how they ended (failed: tried again), and their length.",
                "route",
                one.route(),
                "outcome",
                one.outcome()));
  }

  private Timer step(Step key) {
    return meters.timer(
        "sluice.step",
        "Operations by how they ended, and their length.",
        "route",
        key.route(),
        "step",
        key.step(),
        "outcome",
        key.outcome());
  }

  /** Who is told of parts of large objects that were read beside their runs. */
  public LongConsumer parts() {
    Timer timer =
        meters.timer(
            "sluice.object.parts",
            "Parts of large objects that were read beside the one on its way through the route, and"
                + " how long that took.");
    return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Who is told of a gold service's writes. */
  public BatchWatch sink(String service) {
    DistributionSummary records =
        meters.sizes(
            "sluice.sink.batch",
            "Records that one write to gold held.",
            "records",
            "service",
            service);
    Timer well = written(service, "written");
    Timer failed = written(service, "failed");
    return (count, nanos, ok) -> {
      records.record(count);
      (ok ? well : failed).record(nanos, TimeUnit.NANOSECONDS);
    };
  }

  private Timer written(String service, String outcome) {
    return meters.timer(
        "sluice.sink.write",
        "Writes to gold by how they ended, and their length.",
        "service",
        service,
        "outcome",
        outcome);
  }
}
