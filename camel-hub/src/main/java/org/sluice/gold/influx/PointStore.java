package org.sluice.gold.influx;

import org.influxdb.dto.BatchPoints;

/** How points come into an InfluxDB: what 1.x and 2.x do in ways of their own. */
interface PointStore {
  /**
   * Writes a batch to the database that it names.
   *
   * @throws org.influxdb.InfluxDBException or Camel's exception around one; {@link
   *     InfluxFaults#databaseMissing} where there is no such database
   */
  void write(BatchPoints batch);

  /**
   * Makes a database, unless there is one.
   *
   * @throws org.influxdb.InfluxDBException when it cannot
   */
  void create(String database);

  /** Whether a database is to be made before it is first written to, there or not. */
  boolean createsFirst();
}
