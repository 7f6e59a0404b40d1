package org.sluice.gold.sql;

import java.util.Comparator;
import java.util.List;

/** What makes a row of a table one: object and position, or a key of the route's own. */
enum Identity {
  PLACE(
      List.of(ColumnName.KEY, ColumnName.POSITION),
      "PRIMARY KEY (sluice_key, sluice_position)",
      ColumnName.POSITION,
      "int8",
      "t.sluice_version <= excluded.sluice_version",
      Comparator.comparing((Row row) -> row.origin().key()).thenComparing(Row::position)),
  /** Of two objects that write one row, the newer stays; of two of one time, always the same. */
  KEY(
      List.of(ColumnName.ROW),
      "sluice_row text COLLATE \"C\" PRIMARY KEY",
      ColumnName.ROW,
      "text",
      "(t.sluice_version, t.sluice_key) <= (excluded.sluice_version, excluded.sluice_key)",
      Comparator.comparing(Row::identity));

  private final List<String> columns;
  private final String definition;
  private final String within;
  private final String element;
  private final String wins;
  private final Comparator<Row> order;

  Identity(
      List<String> columns,
      String definition,
      String within,
      String element,
      String wins,
      Comparator<Row> order) {
    this.columns = columns;
    this.definition = definition;
    this.within = within;
    this.element = element;
    this.wins = wins;
    this.order = order;
  }

  /** The columns of the table's primary key. */
  List<String> columns() {
    return columns;
  }

  /** How that is said where the table is made. */
  String definition() {
    return definition;
  }

  /** The column that finds a row among those of its object, as an element of an array. */
  String within() {
    return within;
  }

  /** The type of that column, as an array's element. */
  String element() {
    return element;
  }

  /** That column's values. */
  Object[] values(List<Row> rows) {
    return rows.stream().map(row -> this == KEY ? row.identity() : row.position()).toArray();
  }

  /** When a row takes the place of one that stands. */
  String wins() {
    return wins;
  }

  /** One order, so that two that write the same rows do not wait for each other. */
  Comparator<Row> order() {
    return order;
  }
}
