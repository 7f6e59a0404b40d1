package org.sluice.gold.influx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.influxdb.InfluxDB;
import org.influxdb.dto.QueryResult;
import org.sluice.event.Names;
import org.sluice.event.Reading;
import org.sluice.gold.DumpLine;
import org.sluice.gold.GoldDumper;
import org.sluice.gold.GoldHeld;
import org.sluice.run.GoldPlace;

/** All points of a project's database. */
public final class PointDumper implements GoldDumper {
  private static final Set<String> ELSEWHERE = Set.of(PointMapping.VERSION);

  private final PointStream stream;

  public PointDumper(InfluxDB influx) {
    this.stream = new PointStream(influx);
  }

  @Override
  public void dump(String project, boolean portable, Consumer<String> line) {
    String database = Names.influxDatabase(project);
    List<String> measurements = new ArrayList<>();
    stream.read(
        database,
        "SHOW MEASUREMENTS",
        series -> series.getValues().forEach(row -> measurements.add((String) row.get(0))));
    for (String measurement : measurements) {
      stream.read(
          database,
          "SELECT * FROM " + InfluxQl.name(measurement) + " GROUP BY *",
          series -> points(measurement, series, portable, line));
    }
  }

  @Override
  public void dump(GoldHeld held, GoldPlace place, Consumer<String> line) {
    if (!place.service().equals(PointMapping.SERVICE)) {
      return;
    }
    String range =
        place.from() == null ? "" : new TimeRange(place.from(), place.to(), null).where() + " AND ";
    stream.read(
        place.store(),
        "SELECT * FROM %s WHERE %s%s = %s AND %s = %s GROUP BY *"
            .formatted(
                InfluxQl.name(place.place()),
                range,
                PointMapping.OBJECT,
                InfluxQl.text(held.object()),
                PointMapping.ROUTE,
                InfluxQl.text(held.route())),
        series -> points(place.place(), series, false, line));
  }

  /** A point as a dump tells it once it is written; it has its provenance among the fields. */
  public static String line(Reading point) {
    Map<String, Object> told = new LinkedHashMap<>();
    // InfluxDB writes no zeros at the end of a second's fraction.
    told.put("time", point.time().toString().replaceFirst("(\\.\\d*?)0+Z$", "$1Z"));
    told.put("tags", point.tags());
    told.put("fields", point.fields());
    return DumpLine.of("influxdb", point.measurement(), told);
  }

  private static void points(
      String measurement, QueryResult.Series series, boolean portable, Consumer<String> line) {
    Map<String, String> tags = new TreeMap<>();
    if (series.getTags() != null) {
      series.getTags().forEach((tag, value) -> put(tags, tag, value));
    }
    List<String> columns = series.getColumns();
    for (List<Object> row : series.getValues()) {
      Map<String, Object> point = new LinkedHashMap<>();
      Map<String, Object> fields = new TreeMap<>();
      for (int i = 1; i < columns.size(); i++) {
        boolean told = !portable || !ELSEWHERE.contains(columns.get(i));
        if (told && row.get(i) != null) {
          fields.put(columns.get(i), row.get(i));
        }
      }
      point.put("time", row.get(0));
      point.put("tags", tags);
      point.put("fields", fields);
      line.accept(DumpLine.of("influxdb", measurement, point));
    }
  }

  private static void put(Map<String, String> tags, String tag, String value) {
    if (!value.isEmpty()) {
      tags.put(tag, value);
    }
  }
}
