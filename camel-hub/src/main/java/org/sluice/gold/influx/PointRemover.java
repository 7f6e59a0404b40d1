package org.sluice.gold.influx;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.influxdb.InfluxDB;
import org.influxdb.dto.Query;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.run.GoldRemover;

/**
 * Takes out points of older versions. InfluxDB deletes by time and tags only, and an object is
 * neither: so the points that the ledger's range holds are read, and each stretch in which all are
 * stale is deleted by one statement, the fewest that hold nobody else's point.
 */
public final class PointRemover implements GoldRemover {
  private final InfluxDB influx;
  private final PointScan scan;
  private final PointLocks locks;
  private final int mostDeletes;

  /**
   * @param mostDeletes statements that one object may need; InfluxDB does some 45 a second
   */
  public PointRemover(InfluxDB influx, PointLocks locks, int mostDeletes) {
    this.influx = influx;
    this.scan = new PointScan(influx);
    this.locks = locks;
    this.mostDeletes = mostDeletes;
  }

  /** A point that both versions have would else keep the older one's fields beside the newer's. */
  @Override
  public boolean comesFirst() {
    return true;
  }

  @Override
  public long remove(Stale stale) {
    // A range that gains a point of another's while it is waited for its turn is made anew.
    for (int attempt = 0; attempt < 10; attempt++) {
      List<TimeRange> ranges = ranges(stale);
      if (ranges.isEmpty()) {
        return -1;
      }
      ranges.forEach(range -> delete(stale, range));
    }
    throw new FaultException(
        Fault.GOLD_UNREACHABLE,
        where(stale) + " gains other points faster than an older version's can be taken out");
  }

  private void delete(Stale stale, TimeRange range) {
    String database = stale.place().store();
    String measurement = stale.place().place();
    String statement = "DELETE FROM " + InfluxQl.name(measurement) + " WHERE " + range.where();
    locks.cut(
        new Cut(database, measurement, range),
        () -> scan.holdsOnly(stale, range),
        () -> PointStream.run(influx, new Query(statement, database, true)));
  }

  private List<TimeRange> ranges(Stale stale) {
    if (stale.place().from() == null || !scan.any(stale)) {
      return List.of();
    }
    StaleRanges bySeries = scan.bySeries(stale, mostDeletes);
    StaleRanges fewest = bySeries;
    if (bySeries.count() > 1) {
      StaleRanges together = scan.together(stale, mostDeletes);
      fewest = together.isWhole() && together.count() < bySeries.count() ? together : bySeries;
    }
    if (fewest.count() > mostDeletes) {
      throw new FaultException(
          Fault.GOLD_SCATTERED,
          "%s: the points of version %s stand among others' so that taking them out needs %d statements; %d are permitted"
              .formatted(where(stale), versions(stale), fewest.count(), mostDeletes));
    }
    return fewest.ranges();
  }

  private static String versions(Stale stale) {
    Set<String> versions = new TreeSet<>(stale.versions());
    return versions.stream().collect(Collectors.joining(", "));
  }

  private static String where(Stale stale) {
    return "InfluxDB, database " + stale.place().store() + ", measurement " + stale.place().place();
  }
}
