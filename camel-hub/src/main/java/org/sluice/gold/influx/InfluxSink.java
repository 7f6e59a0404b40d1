package org.sluice.gold.influx;

import java.util.List;
import java.util.TreeMap;
import org.sluice.enrich.Unread;
import org.sluice.event.Reading;
import org.sluice.gold.Provenance;
import org.sluice.gold.RefusedException;
import org.sluice.gold.Sink;
import org.sluice.run.GoldWrite;
import org.sluice.run.RunView;

/** {@code gold:influx}: writes a {@code List<Reading>} as points into the project's database. */
public final class InfluxSink implements Sink {
  private final PointWriter writer;
  private final Object equal = new Object();

  public InfluxSink(PointWriter writer) {
    this.writer = writer;
  }

  @Override
  public void write(Object body, RunView run) {
    Provenance from = Provenance.of(run);
    PointBatch batch = PointMapping.batch(readings(body), from, run);
    run.writes(PointMapping.places(batch));
    List<Integer> refused = List.of();
    try {
      writer.write(batch);
    } catch (RefusedException e) {
      e.reject(run);
      refused = e.positions();
    }
    run.kept(equal, EqualPoints::new).add(batch.points());
    TreeMap<String, Long> counts = counts(batch.points());
    TreeMap<String, Long> without = counts(refused.stream().map(batch.points()::get).toList());
    counts.forEach(
        (measurement, count) -> {
          long less = without.getOrDefault(measurement, 0L);
          run.wrote(
              new GoldWrite(
                  "influxdb",
                  batch.database(),
                  measurement,
                  count - less,
                  less,
                  InfluxQl.written(measurement, from)));
        });
  }

  private static TreeMap<String, Long> counts(List<Reading> points) {
    TreeMap<String, Long> counts = new TreeMap<>();
    points.forEach(point -> counts.merge(point.measurement(), 1L, Long::sum));
    return counts;
  }

  @SuppressWarnings("unchecked")
  private static List<Reading> readings(Object body) {
    if (body instanceof List<?> list && list.stream().allMatch(Reading.class::isInstance)) {
      return (List<Reading>) list;
    }
    Unread.refuse(
        body,
        "influx-points-sink",
        Unread.READING + " and then points-action or sensor-readings-action");
    throw new IllegalStateException(
        "The body is not readings: influx-points-sink stands behind a block that makes them");
  }
}
