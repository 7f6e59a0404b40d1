package org.sluice.gold.sql;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sluice.gold.DumpLine;
import org.sluice.gold.GoldDumper;
import org.sluice.gold.GoldHeld;
import org.sluice.run.GoldPlace;

/**
 * All rows of a project's tables. Values are told as text, numbers in one form, so that it does not
 * show in which order objects made a column as wide as it is.
 */
public final class TableDumper implements GoldDumper {
  private static final int ROWS_AT_A_TIME = 1_000;

  private static final Set<String> NUMBERS = Set.of("int8", "float8", "numeric");

  private static final String TABLES =
      """
      SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'sluice_key' AND NOT a.attisdropped
      WHERE n.nspname = ? AND c.relkind IN ('r', 'p') ORDER BY c.relname
      """;

  private final SqlClient sql;

  public TableDumper(SqlClient sql) {
    this.sql = sql;
  }

  @Override
  public void dump(String project, boolean portable, Consumer<String> line) {
    String schema = RowMapping.schema(project);
    try (Connection connection = sql.single();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      for (String table : tables(connection, schema)) {
        dump(statement, new Table(schema, table), portable, line);
      }
      connection.rollback();
    } catch (SQLException e) {
      throw SqlFaults.of(schema, e);
    }
  }

  @Override
  public void dump(GoldHeld held, GoldPlace place, Consumer<String> line) {
    if (!place.service().equals(RowMapping.SERVICE)) {
      return;
    }
    Table table = new Table(place.store(), place.place());
    String query = "SELECT * FROM " + table.place() + " WHERE sluice_key = ?";
    try (Connection connection = sql.single();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, place.key());
      statement.setFetchSize(ROWS_AT_A_TIME);
      try (ResultSet rows = statement.executeQuery()) {
        tell(rows, table, false, line);
      }
      connection.rollback();
    } catch (SQLException e) {
      if (!SqlFaults.isMissing(e)) {
        throw SqlFaults.of(table.shown(), e);
      }
    }
  }

  /**
   * Rows as a dump tells them once they are written. PostgreSQL's own spelling of times and of JSON
   * is not known here: these stand as they are sent.
   */
  public static List<String> lines(RowBatch batch) {
    List<String> lines = new ArrayList<>();
    for (Row row : batch.rows()) {
      Map<String, Object> record = new TreeMap<>();
      row.values().forEach((column, value) -> record.put(column, sent(value)));
      record.put(ColumnName.KEY, row.origin().key());
      record.put(ColumnName.OBJECT, row.origin().object());
      record.put(ColumnName.VERSION, row.origin().version());
      record.put(ColumnName.ROUTE, row.origin().route());
      record.put(ColumnName.POSITION, String.valueOf(row.position()));
      lines.add(DumpLine.of(RowMapping.SERVICE, batch.table(), record));
    }
    return lines;
  }

  private static String sent(Object value) {
    if (value instanceof Number) {
      return canonical(value.toString(), "numeric");
    }
    return value instanceof Date date ? date.toInstant().toString() : value.toString();
  }

  private static List<String> tables(Connection connection, String schema) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
      statement.setString(1, schema);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
    }
    return tables;
  }

  private static void dump(
      Statement statement, Table table, boolean portable, Consumer<String> line)
      throws SQLException {
    statement.setFetchSize(ROWS_AT_A_TIME);
    try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table.place())) {
      tell(rows, table, portable, line);
    }
  }

  private static void tell(ResultSet rows, Table table, boolean portable, Consumer<String> line)
      throws SQLException {
    while (rows.next()) {
      line.accept(DumpLine.of(RowMapping.SERVICE, table.name(), record(rows, portable)));
    }
  }

  private static Map<String, Object> record(ResultSet row, boolean portable) throws SQLException {
    ResultSetMetaData told = row.getMetaData();
    Map<String, Object> record = new TreeMap<>();
    for (int i = 1; i <= told.getColumnCount(); i++) {
      String text = row.getString(i);
      if (text != null) {
        record.put(told.getColumnName(i), canonical(text, told.getColumnTypeName(i)));
      }
    }
    if (portable) {
      record.remove(ColumnName.KEY);
      record.remove(ColumnName.VERSION);
    }
    return record;
  }

  private static String canonical(String text, String type) {
    if (type.equals("bool")) {
      return text.equals("t") ? "true" : "false";
    }
    if (!NUMBERS.contains(type)) {
      return text;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
