package org.sluice.gold.influx;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBException;
import org.influxdb.dto.BatchPoints;
import org.influxdb.dto.Query;
import org.influxdb.dto.QueryResult;

/** InfluxDB 1.x, through Camel's component. */
final class OneStore implements PointStore {
  // BatchPoints name their database: the one in the address is never used
  private static final String ADDRESS =
      "influxdb:"
          + InfluxPointWriter.CLIENT
          + "?batch=true&databaseName=unused&retentionPolicy="
          + InfluxPointWriter.RETENTION;

  private final InfluxDB influx;
  private final ProducerTemplate template;

  OneStore(CamelContext context, InfluxDB influx) {
    this.influx = influx;
    this.template = context.createProducerTemplate();
  }

  @Override
  public void write(BatchPoints batch) {
    template.sendBody(ADDRESS, batch);
  }

  @Override
  public void create(String database) {
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
  }

  @Override
  public boolean createsFirst() {
    return true;
  }
}
