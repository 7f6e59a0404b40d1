package org.sluice.gold.sql;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldReader;
import org.sluice.gold.GoldTable;

/**
 * Asks PostgreSQL, in a transaction that the server itself holds to reading and that is rolled
 * back. The query goes as a parameter into a cursor, which takes one statement that answers rows
 * and nothing else: no text of it can end the transaction.
 */
public final class SqlReader implements GoldReader {
  private static final String GIVEN =
      "SELECT set_config('sluice.query', ?, true), set_config('search_path', ?, true)";

  private static final String OPEN =
      """
      DO $open$
      DECLARE answer refcursor := 'sluice_answer';
      BEGIN OPEN answer FOR EXECUTE current_setting('sluice.query'); END
      $open$
      """;

  private static final String WHOSE =
      " Gold's tables are in their projects' schemas: say whose is meant (--project).";

  private static final Set<Fault> OF_THE_QUERY =
      Set.of(Fault.GOLD_REJECTED, Fault.SETTING_INVALID, Fault.ACCESS_DENIED);

  /** Cancelled, for its time; would write. */
  private static final Set<String> NOT_PERMITTED = Set.of("57014", "25006");

  private final SqlClient sql;

  public SqlReader(SqlClient sql) {
    this.sql = sql;
  }

  @Override
  public GoldTable read(String query, String project) {
    if (query == null || query.isBlank()) {
      throw new FaultException(Fault.QUERY_INVALID, "There is no SQL query.");
    }
    try (Connection connection = sql.single()) {
      connection.setNetworkTimeout(Runnable::run, (TIMEOUT + 5) * 1000);
      return read(connection, query, project);
    } catch (SQLException e) {
      throw fault(e, project);
    }
  }

  private static GoldTable read(Connection connection, String query, String project)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION READ ONLY");
      statement.execute("SET LOCAL statement_timeout = '" + TIMEOUT + "s'");
      try (PreparedStatement given = connection.prepareStatement(GIVEN)) {
        given.setString(1, query);
        given.setString(2, project == null ? "public" : Sql.name(RowMapping.schema(project)));
        given.execute();
      }
      statement.execute(OPEN);
      try (ResultSet rows =
          statement.executeQuery("FETCH " + (MOST_ROWS + 1) + " FROM sluice_answer")) {
        return table(rows);
      }
    }
  }

  private static GoldTable table(ResultSet answer) throws SQLException {
    ResultSetMetaData told = answer.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= told.getColumnCount(); i++) {
      columns.add(told.getColumnLabel(i));
    }
    List<List<Object>> rows = new ArrayList<>();
    while (answer.next()) {
      if (rows.size() == MOST_ROWS) {
        return new GoldTable(columns, rows, true);
      }
      List<Object> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.add(plain(answer, i, told.getColumnType(i)));
      }
      rows.add(row);
    }
    return new GoldTable(columns, rows);
  }

  private static Object plain(ResultSet row, int column, int type) throws SQLException {
    String text = row.getString(column);
    if (text == null) {
      return null;
    }
    try {
      return switch (type) {
        case Types.BIT, Types.BOOLEAN -> row.getBoolean(column);
        case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Long.valueOf(text);
        case Types.REAL, Types.DOUBLE -> Double.valueOf(text);
        case Types.NUMERIC -> new BigDecimal(text);
        default -> text;
      };
    } catch (NumberFormatException e) {
      // PostgreSQL knows numbers that are none: NaN, infinity.
      return text;
    }
  }

  static FaultException fault(SQLException e, String project) {
    FaultException fault = SqlFaults.of("the query", e);
    String state = SqlFaults.state(e);
    boolean ofTheQuery =
        NOT_PERMITTED.contains(state)
            || (OF_THE_QUERY.contains(fault.fault())
                && !state.startsWith("28")
                && !state.startsWith("3D"));
    return ofTheQuery
        ? new FaultException(
            Fault.QUERY_INVALID,
            "The query was not answered: "
                + SqlFaults.said(e)
                + "."
                + (project == null && SqlFaults.isMissing(e) ? WHOSE : ""),
            e)
        : fault;
  }
}
