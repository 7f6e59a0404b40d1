package org.sluice.gold.influx;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBException;
import org.influxdb.dto.BatchPoints;
import org.influxdb.dto.Point;
import org.sluice.batch.BatchWatch;
import org.sluice.batch.Gatherer;
import org.sluice.batch.Limits;
import org.sluice.event.Reading;
import org.sluice.fault.FaultException;
import org.sluice.gold.Batches;

/** Writes points, those of many runs together, and makes a database that is missing. */
public final class InfluxPointWriter implements PointWriter {
  /** Name of the client in Camel's registry. */
  public static final String CLIENT = "sluiceInflux";

  /** About what a point takes as a line. */
  private static final int POINT_BYTES = 300;

  static final String RETENTION = "autogen";

  private static final Gatherer.Weight<PointBatch> WEIGHT =
      new Gatherer.Weight<>() {
        @Override
        public long count(PointBatch batch) {
          return batch.points().size();
        }

        @Override
        public long bytes(PointBatch batch) {
          return (long) batch.points().size() * POINT_BYTES;
        }
      };

  private final PointStore store;
  private final PointLocks locks;
  private final Set<String> databases = ConcurrentHashMap.newKeySet();
  private final Batches<String, PointBatch, Reading> batches;

  public InfluxPointWriter(
      CamelContext context, InfluxDB influx, PointLocks locks, Limits limits, BatchWatch watch) {
    this(new OneStore(context, influx), locks, limits, watch);
  }

  /** Of InfluxDB 2.x. */
  public InfluxPointWriter(TwoStore store, PointLocks locks, Limits limits, BatchWatch watch) {
    this((PointStore) store, locks, limits, watch);
  }

  private InfluxPointWriter(PointStore store, PointLocks locks, Limits limits, BatchWatch watch) {
    this.store = store;
    this.locks = locks;
    this.batches = new Batches<>(limits, WEIGHT, PointBatch::points, this::write, watch);
  }

  @Override
  public void write(PointBatch batch) {
    batches.put(batch.database(), batch);
  }

  private Set<Reading> write(String database, List<Reading> points) {
    locks.write(database, points, () -> writeAlone(database, points));
    return Set.of();
  }

  private void writeAlone(String database, List<Reading> points) {
    BatchPoints batch =
        BatchPoints.database(database)
            .retentionPolicy(RETENTION)
            .points(points.stream().map(InfluxPointWriter::point).toList())
            .build();
    try {
      create(database, false);
      try {
        store.write(batch);
      } catch (CamelExecutionException | InfluxDBException e) {
        if (!InfluxFaults.databaseMissing(e)) {
          throw e;
        }
        create(database, true);
        store.write(batch);
      }
    } catch (CamelExecutionException | InfluxDBException e) {
      throw fault(database, e);
    }
  }

  private FaultException fault(String database, Exception e) {
    return InfluxFaults.of("database " + database, e);
  }

  private void create(String database, boolean again) {
    if (again || (store.createsFirst() && !databases.contains(database))) {
      store.create(database);
      databases.add(database);
    }
  }

  private static Point point(Reading reading) {
    Point.Builder point =
        Point.measurement(reading.measurement())
            .time(PointMapping.nanos(reading), TimeUnit.NANOSECONDS)
            .tag(reading.tags());
    reading
        .fields()
        .forEach(
            (name, value) -> {
              if (value instanceof Boolean truth) {
                point.addField(name, (boolean) truth);
              } else if (value instanceof Number number) {
                point.addField(name, number.doubleValue());
              } else {
                point.addField(name, String.valueOf(value));
              }
            });
    return point.build();
  }
}
