package org.sluice.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/**
 * What one sink wrote of one run.
 *
 * @param service {@code influxdb}, {@code neo4j}, {@code mongodb}, {@code postgresql}, {@code
 *     swift}, {@code kafka} or {@code http}
 * @param store database, schema, account, brokers or host
 * @param place measurement, label, collection, table, container, topic or path
 * @param records points, nodes, documents, rows, objects or messages
 * @param refused those that the database refused, in a run that goes on without them
 * @param query a query in the database's own language that reads them back
 * @param note what else is to be told of it, such as a column that was widened; null for nothing
 */
public record GoldWrite(
    String service,
    String store,
    String place,
    long records,
    long refused,
    String query,
    @JsonInclude(JsonInclude.Include.NON_NULL) String note) {
  public GoldWrite(String service, String store, String place, long records, String query) {
    this(service, store, place, records, 0, query);
  }

  public GoldWrite(
      String service, String store, String place, long records, long refused, String query) {
    this(service, store, place, records, refused, query, null);
  }

  /** Whether another write is of the same place: their records then add up. */
  public boolean sameAs(GoldWrite other) {
    return service.equals(other.service)
        && store.equals(other.store)
        && place.equals(other.place)
        && query.equals(other.query);
  }

  public GoldWrite and(GoldWrite other) {
    return new GoldWrite(
        service,
        store,
        place,
        records + other.records,
        refused + other.refused,
        query,
        told(note, other.note));
  }

  private static String told(String one, String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.contains(other) ? one : one + " " + other;
  }

  public GoldWrite {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(place, "place");
    if (records < 0) {
      throw new IllegalArgumentException("records is negative: " + records);
    }
  }
}
