package org.sluice.gold.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of one object in one table: all of them or, of a large object, some.
 *
 * @param schema its name, encoded
 * @param table its name, encoded
 * @param told what was changed of the table for these rows, a sentence each; the writer adds to it
 * @param shortened names of columns that are shorter than their keys, by these
 */
public record RowBatch(
    String schema,
    String table,
    ColumnOptions options,
    Row.Origin origin,
    List<Row> rows,
    List<String> told,
    Map<String, String> shortened) {
  private static final int A_ROW = 100;
  private static final int A_VALUE = 16;

  /** About what they take. */
  long bytes() {
    long bytes = 0;
    for (Row row : rows) {
      bytes += A_ROW;
      for (Object value : row.values().values()) {
        boolean text = value instanceof String || value instanceof RowMapping.Json;
        bytes += A_VALUE + (text ? value.toString().length() : 0);
      }
    }
    return bytes;
  }

  /** What no other row of the table has, a text a row; none where that is its place. */
  public List<String> keys() {
    return options.isKeyed() ? rows.stream().map(Row::identity).toList() : List.of();
  }

  /** As a route's examples tell it. */
  public List<Map<String, Object>> values() {
    return rows.stream().map(RowBatch::told).toList();
  }

  private static Map<String, Object> told(Row row) {
    Map<String, Object> told = new LinkedHashMap<>();
    row.values()
        .forEach(
            (column, value) ->
                told.put(column, value instanceof RowMapping.Json json ? json.value() : value));
    told.remove(ColumnName.ROW);
    return told;
  }
}
