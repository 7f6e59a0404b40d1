package org.sluice.gold.sql;

import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluice.batch.BatchWatch;
import org.sluice.gold.NumberedSink;
import org.sluice.gold.Sink;
import org.sluice.gold.TestRuns;

/** The lake's PostgreSQL, as {@code SLUICE_SQL_URL} names it. */
public final class SqlLake {
  public static final String URL = "SLUICE_SQL_URL";

  private SqlLake() {}

  public static SqlClient client() {
    URI uri = URI.create(System.getenv(URL));
    String[] user = uri.getUserInfo().split(":", 2);
    return new SqlClient(
        "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath(),
        user[0],
        user[1]);
  }

  /** A sink with a writer of its own, as another hub would have. */
  static Sink sink(SqlClient sql, Map<String, String> parameters) {
    return sink(sql, parameters, BatchWatch.NONE);
  }

  static Sink sink(SqlClient sql, Map<String, String> parameters, BatchWatch watch) {
    return new NumberedSink(
        new TableSink(new PostgresWriter(sql, TestRuns.LIMITS, watch), parameters::getOrDefault),
        new Object());
  }

  static void execute(SqlClient sql, String text) throws SQLException {
    try (Connection connection = sql.connection();
        Statement statement = connection.createStatement()) {
      statement.execute(text);
      connection.commit();
    }
  }

  /** Each row as a list of texts. */
  static List<List<String>> ask(SqlClient sql, String text) throws SQLException {
    List<List<String>> all = new ArrayList<>();
    try (Connection connection = sql.connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(text)) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(rows.getString(i));
        }
        all.add(row);
      }
    }
    return all;
  }

  /** Types of a table's columns, those that every table has left out. */
  static Map<String, String> types(SqlClient sql, Table table) throws SQLException {
    try (Connection connection = sql.connection()) {
      Map<String, String> types = table.held(connection);
      types
          .keySet()
          .removeAll(
              Set.of(
                  "sluice_key",
                  "sluice_position",
                  "sluice_object",
                  "sluice_version",
                  "sluice_route"));
      return types;
    }
  }
}
