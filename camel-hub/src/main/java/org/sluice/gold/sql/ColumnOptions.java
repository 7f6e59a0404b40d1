package org.sluice.gold.sql;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a route says of its table's columns.
 *
 * @param types of some columns, by the names of columns; the others' come from their values
 * @param widens whether a column whose values do not fit becomes wider; else they are refused
 * @param most columns that the table gets at the most
 * @param mostTables tables that its schema has, above which none is made
 * @param key columns that make two records one row; empty where object and position do
 */
record ColumnOptions(
    Map<String, ColumnType> types, boolean widens, int most, int mostTables, List<String> key) {
  /** PostgreSQL takes 1,600, and fewer where the values do not fit a page. */
  private static final int LIMIT = 1_500;

  private static final int TABLES_LIMIT = 100_000;

  /**
   * @throws IllegalArgumentException when a parameter is not as it should be
   */
  static ColumnOptions of(
      String types, String conflicts, String most, String mostTables, String key) {
    Map<String, ColumnType> byName = new TreeMap<>();
    for (String one : types.split(",")) {
      if (!one.isBlank()) {
        int equals = one.lastIndexOf('=');
        ColumnType type =
            equals < 1 ? null : ColumnType.named(one.substring(equals + 1).strip()).orElse(null);
        if (type == null) {
          throw new IllegalArgumentException(
              "parameter 'types' holds '"
                  + one.strip()
                  + "', and should hold NAME=TYPE, TYPE being one of "
                  + Arrays.stream(ColumnType.values())
                      .map(ColumnType::element)
                      .collect(Collectors.joining(", ")));
        }
        byName.put(ColumnName.of(one.substring(0, equals).strip()), type);
      }
    }
    if (!conflicts.equals("widen") && !conflicts.equals("park")) {
      throw new IllegalArgumentException(
          "parameter 'onTypeConflict' is '" + conflicts + "', and should be widen or park");
    }
    List<String> columns =
        Arrays.stream(key.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .map(ColumnName::of)
            .toList();
    return new ColumnOptions(
        Map.copyOf(byName),
        conflicts.equals("widen"),
        count("maxColumns", most, LIMIT),
        count("maxTables", mostTables, TABLES_LIMIT),
        columns);
  }

  /** Whether rows have a key of the route's own. */
  boolean isKeyed() {
    return !key.isEmpty();
  }

  private static int count(String parameter, String most, int limit) {
    if (most.matches("[0-9]{1,6}")) {
      int count = Integer.parseInt(most);
      if (count > 0 && count <= limit) {
        return count;
      }
    }
    throw new IllegalArgumentException(
        "parameter '" + parameter + "' is '" + most + "', and should be 1 to " + limit);
  }
}
