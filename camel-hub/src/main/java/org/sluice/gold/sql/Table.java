package org.sluice.gold.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** A table of the gold zone: what columns it has, and how it gets others. */
record Table(String schema, String name) {
  /** In order: what every table of the sink has. */
  private static final Set<String> OURS =
      Set.of(
          ColumnName.KEY,
          ColumnName.POSITION,
          ColumnName.OBJECT,
          ColumnName.VERSION,
          ColumnName.ROUTE);

  private static final int REWRITE_MILLIS = 540_000;

  /** Without lengths: a cast to a length cuts, what is assigned to one is refused. */
  private static final String COLUMNS =
      """
      SELECT attname, format_type(atttypid, -1) FROM pg_attribute
      WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
      ORDER BY attnum
      """;

  private static final String TABLES =
      """
      SELECT count(*) FROM pg_class AS t JOIN pg_namespace AS s ON s.oid = t.relnamespace
      WHERE s.nspname = ? AND t.relkind = 'r'
      """;

  /** As it stands in statements. */
  String place() {
    return Sql.place(schema, name);
  }

  /** As it is told to people. */
  String shown() {
    return schema + "." + name;
  }

  /**
   * Its columns and their types, which stay as they are until the transaction ends; empty where
   * there is no table, and then the transaction is over.
   */
  Map<String, String> held(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE " + place() + " IN ROW EXCLUSIVE MODE");
    } catch (SQLException e) {
      if (SqlFaults.isMissing(e)) {
        connection.rollback();
        return Map.of();
      }
      throw e;
    }
    return columns(connection);
  }

  /**
   * Refuses a table whose rows are told apart in the other way.
   *
   * @param there its columns; none where there is no table yet
   */
  void agree(Map<String, String> there, Identity identity) {
    boolean keyed = identity == Identity.KEY;
    if (!there.isEmpty() && there.containsKey(ColumnName.ROW) != keyed) {
      throw new FaultException(
          Fault.SETTING_INVALID,
          "The rows of table %s were made %s 'key', and the sink says %s. Give the sink another table, or drop this one and replay the route's objects."
              .formatted(shown(), keyed ? "without a" : "with a", keyed ? "one" : "none"));
    }
  }

  private Map<String, String> columns(Connection connection) throws SQLException {
    Map<String, String> columns = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, place());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    if (!columns.isEmpty() && !columns.keySet().containsAll(OURS)) {
      throw new FaultException(
          Fault.SETTING_INVALID,
          "The table %s is there and is none that Sluice made: it lacks %s. Give the sink another."
              .formatted(
                  shown(),
                  OURS.stream()
                      .filter(one -> !columns.containsKey(one))
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
    return columns;
  }

  /**
   * Makes the table and all columns that are needed, one hub at a time, in a transaction. The
   * connection's own patience, which writing over a large table may need more of, is the pool's to
   * set back.
   *
   * @return columns that became wider
   */
  List<Widened> fit(Connection connection, Needs needs) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, REWRITE_MILLIS);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '5s'");
      alone(connection);
      Map<String, String> there = columns(connection);
      agree(there, needs.identity());
      Needs.Change change = needs.against(there);
      if (there.isEmpty()) {
        refuseAnother(connection, needs.mostTables());
      }
      List<Widened> widened = widened(connection, there, change);
      for (String each : statements(connection, there, change, widened, needs.identity())) {
        statement.execute(each);
      }
      connection.commit();
      return widened;
    }
  }

  /** Two that make the same schema at once would fail, even where it says IF NOT EXISTS. */
  private void alone(Connection connection) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
      lock.setString(1, "sluice " + schema);
      lock.execute();
    }
  }

  private List<Widened> widened(
      Connection connection, Map<String, String> there, Needs.Change change) throws SQLException {
    List<Widened> widened = new ArrayList<>();
    for (Map.Entry<String, ColumnType> one : change.widen().entrySet()) {
      ColumnType now = ColumnType.ofSql(there.get(one.getKey())).orElseThrow();
      boolean exact =
          now == ColumnType.BIGINT
              && one.getValue() == ColumnType.DOUBLE
              && hasLarge(connection, Sql.name(one.getKey()));
      widened.add(new Widened(one.getKey(), now, exact ? ColumnType.NUMERIC : one.getValue()));
    }
    return widened;
  }

  private List<String> statements(
      Connection connection,
      Map<String, String> there,
      Needs.Change change,
      List<Widened> widened,
      Identity identity)
      throws SQLException {
    List<String> statements = new ArrayList<>();
    if (there.isEmpty()) {
      if (!hasSchema(connection)) {
        statements.add("CREATE SCHEMA IF NOT EXISTS " + Sql.name(schema));
      }
      statements.add(
          """
          CREATE TABLE IF NOT EXISTS %s (
            sluice_key text COLLATE "C" NOT NULL,
            sluice_position bigint NOT NULL,
            sluice_object text NOT NULL,
            sluice_version text COLLATE "C" NOT NULL,
            sluice_route text NOT NULL,
            %s)
          """
              .formatted(place(), identity.definition()));
      if (identity == Identity.KEY) {
        // Finds the rows of an object, to take them out.
        statements.add("CREATE INDEX ON " + place() + " (sluice_key, sluice_position)");
      }
    }
    List<String> clauses = new ArrayList<>();
    change
        .add()
        .forEach(
            (column, type) ->
                clauses.add("ADD COLUMN IF NOT EXISTS " + Sql.name(column) + " " + type.sql()));
    for (Widened one : widened) {
      String column = Sql.name(one.column());
      String wide = one.to().sql();
      clauses.add(
          "ALTER COLUMN %s TYPE %s USING %s".formatted(column, wide, one.from().as(wide, column)));
    }
    if (!clauses.isEmpty()) {
      statements.add("ALTER TABLE " + place() + " " + String.join(", ", clauses));
    }
    return statements;
  }

  /** Asked first: PostgreSQL wants the right to make one even where it is there. */
  private boolean hasSchema(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM pg_namespace WHERE nspname = ?")) {
      statement.setString(1, schema);
      return statement.executeQuery().next();
    }
  }

  /** Names that are another for each object would make a table for each. */
  private void refuseAnother(Connection connection, int most) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
      statement.setString(1, schema);
      try (ResultSet row = statement.executeQuery()) {
        if (row.next() && row.getLong(1) >= most) {
          throw new FaultException(
              Fault.GOLD_REJECTED,
              "The table %s is not there, and %s has %d tables, of the %d that it may have (maxTables)"
                  .formatted(name, schema, row.getLong(1), most));
        }
      }
    }
  }

  private boolean hasLarge(Connection connection, String column) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT EXISTS (SELECT 1 FROM %1$s WHERE %2$s > %3$d OR %2$s < -%3$d)"
                    .formatted(place(), column, ColumnType.EXACT))) {
      return row.next() && row.getBoolean(1);
    }
  }
}
