package org.sluice.run;

import java.util.Objects;
import org.sluice.catalogue.LedgerPlace;

/**
 * Where in gold records of one object and route are, as the ledger keeps it.
 *
 * @param service {@code influxdb}, {@code neo4j}, {@code mongodb}, {@code postgresql} or {@code
 *     swift}
 * @param store database, schema or account
 * @param place measurement, label, collection, table or container
 * @param key what finds the object's records there; empty where only a range does
 * @param from nanoseconds since 1970 of the first record; null where time finds none
 * @param to the same of the last
 */
public record GoldPlace(
    String service, String store, String place, String key, Long from, Long to) {
  public GoldPlace {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(key, "key");
    if ((from == null) != (to == null) || (from != null && from > to)) {
      throw new IllegalArgumentException("a range has a beginning and an end: " + from + ", " + to);
    }
  }

  /** A place whose records are found by a key. */
  public static GoldPlace of(String service, String store, String place, String key) {
    return new GoldPlace(service, store, place, key, null, null);
  }

  /** One as the ledger keeps it. */
  public static GoldPlace of(LedgerPlace noted) {
    return new GoldPlace(
        noted.service(), noted.store(), noted.place(), noted.key(), noted.from(), noted.to());
  }

  /** Whether another is the same but for its range. */
  public boolean isAt(GoldPlace other) {
    return service.equals(other.service)
        && store.equals(other.store)
        && place.equals(other.place)
        && key.equals(other.key);
  }

  /** Whether all that another may hold is within this one. */
  boolean covers(GoldPlace other) {
    return isAt(other) && (from == null || (from <= other.from && to >= other.to));
  }

  /** Both ranges as one, of the same place. */
  public GoldPlace and(GoldPlace other) {
    return from == null || other.from == null
        ? of(service, store, place, key)
        : new GoldPlace(
            service, store, place, key, Math.min(from, other.from), Math.max(to, other.to));
  }
}
