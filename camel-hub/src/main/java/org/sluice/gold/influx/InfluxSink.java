package org.sluice.gold.influx;

import java.util.List;
import java.util.TreeMap;
import org.sluice.event.Reading;
import org.sluice.gold.Provenance;
import org.sluice.gold.RefusedException;
import org.sluice.gold.Sink;
import org.sluice.run.GoldWrite;
import org.sluice.run.RunView;

/** {@code gold:influx}: writes a {@code List<Reading>} as points into the project's database. */
public final class InfluxSink implements Sink {
  private final PointWriter writer;

  public InfluxSink(PointWriter writer) {
    this.writer = writer;
  }

  @Override
  public void write(Object body, RunView run) {
    Provenance from = Provenance.of(run);
    PointBatch batch = PointMapping.batch(readings(body), from, run.recordsBefore());
    run.writes(PointMapping.places(batch));
    try {
      writer.write(batch);
    } catch (RefusedException e) {
      throw e.fault(run.recordsBefore());
    }
    TreeMap<String, Long> counts = new TreeMap<>();
    batch.points().forEach(point -> counts.merge(point.measurement(), 1L, Long::sum));
    counts.forEach(
        (measurement, count) ->
            run.wrote(
                new GoldWrite(
                    "influxdb",
                    batch.database(),
                    measurement,
                    count,
                    InfluxQl.written(measurement, from))));
  }

  @SuppressWarnings("unchecked")
  private static List<Reading> readings(Object body) {
    if (body instanceof List<?> list && list.stream().allMatch(Reading.class::isInstance)) {
      return (List<Reading>) list;
    }
    throw new IllegalStateException(
        "The body is not readings: influx-points-sink stands behind a block that makes them");
  }
}
