package org.sluice.gold.influx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.influxdb.dto.QueryResult;
import org.sluice.gold.GoldTable;

/**
 * One table out of InfluxDB's series. Where there are series of several measurements, or grouped by
 * tags, the measurement and the tags become columns.
 */
final class SeriesTable {
  private SeriesTable() {}

  static GoldTable of(List<QueryResult.Series> series, int mostRows) {
    boolean grouped =
        series.stream().map(QueryResult.Series::getName).distinct().count() > 1
            || series.stream()
                .anyMatch(each -> each.getTags() != null && !each.getTags().isEmpty());
    Set<String> names = new LinkedHashSet<>();
    if (grouped) {
      names.add("measurement");
      series.forEach(each -> names.addAll(tags(each).keySet()));
    }
    series.forEach(each -> names.addAll(each.getColumns()));
    List<String> columns = List.copyOf(names);
    List<List<Object>> rows = new ArrayList<>();
    for (QueryResult.Series each : series) {
      for (List<Object> values :
          each.getValues() == null ? List.<List<Object>>of() : each.getValues()) {
        if (rows.size() == mostRows) {
          return new GoldTable(columns, rows, true);
        }
        rows.add(row(columns, each, values, grouped));
      }
    }
    return new GoldTable(columns, rows);
  }

  private static List<Object> row(
      List<String> columns, QueryResult.Series series, List<Object> values, boolean grouped) {
    Object[] row = new Object[columns.size()];
    if (grouped) {
      row[0] = series.getName();
      tags(series).forEach((tag, value) -> row[columns.indexOf(tag)] = value);
    }
    for (int i = 0; i < values.size(); i++) {
      row[columns.indexOf(series.getColumns().get(i))] = values.get(i);
    }
    return Arrays.asList(row);
  }

  private static Map<String, String> tags(QueryResult.Series series) {
    return series.getTags() == null ? Map.of() : series.getTags();
  }
}
