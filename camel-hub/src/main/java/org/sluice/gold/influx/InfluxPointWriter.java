package org.sluice.gold.influx;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBException;
import org.influxdb.dto.BatchPoints;
import org.influxdb.dto.Point;
import org.influxdb.dto.Query;
import org.influxdb.dto.QueryResult;
import org.sluice.event.Reading;
import org.sluice.fault.FaultException;

/** Writes points through Camel's InfluxDB component, and makes a database that is missing. */
public final class InfluxPointWriter implements PointWriter {
  /** Name of the client in Camel's registry. */
  public static final String CLIENT = "sluiceInflux";

  private static final int BATCH = 5_000;
  private static final String RETENTION = "autogen";

  // BatchPoints name their database: the one in the address is never used
  private static final String ADDRESS =
      "influxdb:" + CLIENT + "?batch=true&databaseName=unused&retentionPolicy=" + RETENTION;

  private final InfluxDB influx;
  private final ProducerTemplate template;
  private final Set<String> databases = ConcurrentHashMap.newKeySet();

  public InfluxPointWriter(CamelContext context, InfluxDB influx) {
    this.influx = influx;
    this.template = context.createProducerTemplate();
  }

  @Override
  public void write(PointBatch batch) {
    List<Reading> points = batch.points();
    for (int from = 0; from < points.size(); from += BATCH) {
      List<Reading> some = points.subList(from, Math.min(from + BATCH, points.size()));
      write(batch.database(), some);
    }
  }

  private void write(String database, List<Reading> points) {
    BatchPoints batch =
        BatchPoints.database(database)
            .retentionPolicy(RETENTION)
            .points(points.stream().map(InfluxPointWriter::point).toList())
            .build();
    try {
      create(database, false);
      try {
        template.sendBody(ADDRESS, batch);
      } catch (CamelExecutionException e) {
        if (!InfluxFaults.databaseMissing(e)) {
          throw e;
        }
        create(database, true);
        template.sendBody(ADDRESS, batch);
      }
    } catch (CamelExecutionException | InfluxDBException e) {
      throw fault(database, e);
    }
  }

  private FaultException fault(String database, Exception e) {
    return InfluxFaults.of("database " + database, e);
  }

  private void create(String database, boolean again) {
    if (!again && databases.contains(database)) {
      return;
    }
    QueryResult result =
        influx.query(new Query("CREATE DATABASE " + InfluxQl.name(database), database));
    if (result.hasError()) {
      throw new InfluxDBException(result.getError());
    }
    result
        .getResults()
        .forEach(
            each -> {
              if (each.hasError()) {
                throw new InfluxDBException(each.getError());
              }
            });
    databases.add(database);
  }

  private static Point point(Reading reading) {
    Point.Builder point =
        Point.measurement(reading.measurement())
            .time(nanos(reading), TimeUnit.NANOSECONDS)
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

  private static long nanos(Reading reading) {
    return Math.addExact(
        Math.multiplyExact(reading.time().getEpochSecond(), 1_000_000_000L),
        reading.time().getNano());
  }
}
