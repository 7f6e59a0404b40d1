package org.sluice.gold.sql;

/** Names and texts as they stand in a statement. Values never do: they are parameters. */
final class Sql {
  private Sql() {}

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String place(String schema, String table) {
    return name(schema) + "." + name(table);
  }

  /** A text in a query that is shown to a reader, never in one that is sent. */
  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
