package org.sluice.gold.influx;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.influxdb.InfluxDB;
import org.influxdb.dto.QueryResult;
import org.sluice.event.ObjectKey;
import org.sluice.run.GoldRemover.Stale;

/** Reads the points of a place, as a stream, and tells which are stale. */
final class PointScan {
  private final PointStream stream;

  PointScan(InfluxDB influx) {
    this.stream = new PointStream(influx);
  }

  /** Whether there is any stale point at all. */
  boolean any(Stale stale) {
    boolean[] any = new boolean[1];
    String query =
        "SELECT %s FROM %s WHERE %s AND %s LIMIT 1"
            .formatted(PointMapping.VERSION, measurement(stale), range(stale), isStale(stale));
    stream(stale, query, series -> any[0] = true);
    return any[0];
  }

  /** Stretches of each series by itself. */
  StaleRanges bySeries(Stale stale, int most) {
    StaleRanges ranges = new StaleRanges(most);
    Object[] last = new Object[1];
    stream(
        stale,
        all(stale, range(stale)) + " GROUP BY *",
        series -> {
          Map<String, String> tags = series.getTags() == null ? Map.of() : series.getTags();
          if (!tags.equals(last[0])) {
            last[0] = tags;
            ranges.begin(new TreeMap<>(tags));
          }
          points(stale, series, ranges);
        });
    ranges.end();
    return ranges;
  }

  /** Stretches of all series together. */
  StaleRanges together(Stale stale, int most) {
    StaleRanges ranges = new StaleRanges(most);
    ranges.begin(null);
    stream(stale, all(stale, range(stale)), series -> points(stale, series, ranges));
    ranges.end();
    return ranges;
  }

  /** Whether a stretch holds stale points, and nothing else. */
  boolean holdsOnly(Stale stale, TimeRange range) {
    StaleRanges ranges = new StaleRanges(2);
    ranges.begin(range.tags());
    stream(stale, all(stale, range.where()), series -> points(stale, series, ranges));
    ranges.end();
    return ranges.isWhole()
        && ranges.count() == 1
        && ranges.ranges().get(0).from() == range.from()
        && ranges.ranges().get(0).to() == range.to();
  }

  /** All fields: a point of other tools' has none of ours, and must be seen all the same. */
  private static String all(Stale stale, String where) {
    return "SELECT * FROM %s WHERE %s".formatted(measurement(stale), where);
  }

  private static String measurement(Stale stale) {
    return InfluxQl.name(stale.place().place());
  }

  private static String range(Stale stale) {
    return new TimeRange(stale.place().from(), stale.place().to(), null).where();
  }

  private static String isStale(Stale stale) {
    return "%s = %s AND %s = %s AND (%s)"
        .formatted(
            PointMapping.OBJECT,
            InfluxQl.text(object(stale)),
            PointMapping.ROUTE,
            InfluxQl.text(stale.route()),
            stale.versions().stream()
                .map(version -> PointMapping.VERSION + " = " + InfluxQl.text(version))
                .collect(Collectors.joining(" OR ")));
  }

  private static String object(Stale stale) {
    ObjectKey key = stale.key();
    return key.container() + "/" + key.object();
  }

  private static void points(Stale stale, QueryResult.Series series, StaleRanges ranges) {
    List<String> columns = series.getColumns();
    int object = columns.indexOf(PointMapping.OBJECT);
    int route = columns.indexOf(PointMapping.ROUTE);
    int version = columns.indexOf(PointMapping.VERSION);
    String mine = object(stale);
    for (List<Object> row : series.getValues()) {
      boolean isStale =
          object >= 0
              && mine.equals(row.get(object))
              && stale.route().equals(row.get(route))
              && stale.versions().contains(String.valueOf(row.get(version)));
      Instant time = Instant.parse((String) row.get(0));
      ranges.point(time.getEpochSecond() * 1_000_000_000L + time.getNano(), isStale);
    }
  }

  private void stream(Stale stale, String query, Consumer<QueryResult.Series> each) {
    stream.read(stale.place().store(), query, each);
  }
}
