package org.sluice.run;

import java.util.Objects;

/**
 * What one sink wrote of one run.
 *
 * @param service {@code influxdb}, {@code neo4j} or {@code mongodb}
 * @param store database
 * @param place measurement, label or collection
 * @param records points, nodes or documents
 * @param query a query in the database's own language that reads them back
 */
public record GoldWrite(String service, String store, String place, long records, String query) {
  public GoldWrite {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(place, "place");
    if (records < 0) {
      throw new IllegalArgumentException("records is negative: " + records);
    }
  }
}
