package org.sluice.gold.sql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes rows by one statement, each conditional on its version. Values go as arrays, one a column
 * and kind of value; the server makes them what the column is.
 */
final class Upsert {
  private static final int ATTEMPTS = 5;

  private final Table table;
  private final Map<String, String> columns;
  private final Needs needs;
  private final Identity identity;

  /**
   * @param columns all that the table has; they must stay as they are
   */
  Upsert(Table table, Map<String, String> columns, Needs needs) {
    this.table = table;
    this.columns = columns;
    this.needs = needs;
    this.identity = needs.identity();
  }

  /** An array of values that are of one kind, for one column. */
  private record Given(String column, ColumnType kind) {
    Object[] values(List<Row> rows) {
      return rows.stream()
          .map(row -> row.values().get(column))
          .map(value -> value == null || ColumnType.of(value) != kind ? null : sent(value))
          .toArray();
    }

    private Object sent(Object value) {
      return switch (kind) {
        case BOOLEAN, DOUBLE, NUMERIC -> value;
        case BIGINT -> ((Number) value).longValue();
        default ->
            value instanceof java.util.Date date ? date.toInstant().toString() : value.toString();
      };
    }
  }

  /**
   * Writes the rows, or none of a version that is older than what is there.
   *
   * @param rows of an object those of one version only, and no position twice
   * @return versions that were not written, as newer ones are there
   */
  Set<Row.Origin> write(Connection connection, List<Row> rows) throws SQLException {
    Set<Row.Origin> newer = standing(connection, rows);
    for (int attempt = 1; ; attempt++) {
      List<Row> ours =
          rows.stream()
              .filter(row -> !newer.contains(row.origin()))
              .sorted(identity.order())
              .toList();
      if (ours.isEmpty()) {
        return newer;
      }
      Savepoint before = connection.setSavepoint();
      if (insert(connection, ours) == ours.size()) {
        return newer;
      }
      Set<Row.Origin> overtaken = overtaken(connection, ours);
      if (overtaken.isEmpty() && identity == Identity.KEY) {
        // The rows that were not written are those of other objects, which are newer.
        return newer;
      }
      connection.rollback(before);
      newer.addAll(overtaken);
      if (attempt == ATTEMPTS) {
        throw new SQLException("rows that come and go keep others from being written", "40001");
      }
    }
  }

  /** A version with fewer rows than ours would else be half overwritten, and still newer. */
  private Set<Row.Origin> standing(Connection connection, List<Row> rows) throws SQLException {
    List<Row.Origin> origins = rows.stream().map(Row::origin).distinct().toList();
    String query =
        """
        SELECT g.at FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS g(k, v, at)
        WHERE (SELECT t.sluice_version FROM %s AS t WHERE t.sluice_key = g.k
               ORDER BY t.sluice_position LIMIT 1) > g.v COLLATE "C"
        """
            .formatted(table.place());
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setArray(1, texts(connection, origins, Row.Origin::key));
      statement.setArray(2, texts(connection, origins, Row.Origin::version));
      return found(statement, origins, Function.identity());
    }
  }

  private Set<Row.Origin> overtaken(Connection connection, List<Row> rows) throws SQLException {
    String query =
        """
        SELECT g.at FROM unnest(?::text[], ?::%2$s[], ?::text[]) WITH ORDINALITY AS g(k, p, v, at)
        JOIN %1$s AS t ON t.sluice_key = g.k AND t.%3$s = g.p
        WHERE t.sluice_version > g.v COLLATE "C"
        """
            .formatted(table.place(), identity.element(), identity.within());
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setArray(1, texts(connection, rows, row -> row.origin().key()));
      statement.setArray(2, connection.createArrayOf(identity.element(), identity.values(rows)));
      statement.setArray(3, texts(connection, rows, row -> row.origin().version()));
      return found(statement, rows, Row::origin);
    }
  }

  private static <T> Set<Row.Origin> found(
      PreparedStatement statement, List<T> asked, Function<T, Row.Origin> origin)
      throws SQLException {
    Set<Row.Origin> found = new HashSet<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(origin.apply(asked.get(rows.getInt(1) - 1)));
      }
    }
    return found;
  }

  private int insert(Connection connection, List<Row> rows) throws SQLException {
    List<Given> given = new ArrayList<>();
    needs
        .columns()
        .forEach(
            (column, need) -> need.kinds().forEach(kind -> given.add(new Given(column, kind))));
    try (PreparedStatement statement = connection.prepareStatement(text(given))) {
      statement.setArray(1, texts(connection, rows, row -> row.origin().key()));
      statement.setArray(2, positions(connection, rows));
      statement.setArray(3, texts(connection, rows, row -> row.origin().object()));
      statement.setArray(4, texts(connection, rows, row -> row.origin().version()));
      statement.setArray(5, texts(connection, rows, row -> row.origin().route()));
      int at = 6;
      for (Given one : given) {
        statement.setArray(at++, connection.createArrayOf(one.kind().element(), one.values(rows)));
      }
      return statement.executeUpdate();
    }
  }

  private String text(List<Given> given) {
    StringJoiner arrays = new StringJoiner(", ");
    StringJoiner names = new StringJoiner(", ");
    Map<String, List<String>> expressions = new HashMap<>();
    for (int i = 0; i < given.size(); i++) {
      Given one = given.get(i);
      arrays.add("?::" + one.kind().element() + "[]");
      names.add("c" + i);
      expressions
          .computeIfAbsent(one.column(), c -> new ArrayList<>())
          .add(converted(one, "g.c" + i));
    }
    String comma = given.isEmpty() ? "" : ", ";
    List<String> into = List.copyOf(needs.columns().keySet());
    return """
        INSERT INTO %1$s AS t
          (sluice_key, sluice_position, sluice_object, sluice_version, sluice_route%2$s%3$s)
        SELECT g.k, g.p, g.o, g.v, g.r%2$s%4$s
        FROM unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[]%2$s%5$s)
          AS g(k, p, o, v, r%2$s%6$s)
        ON CONFLICT (%8$s) DO UPDATE SET %7$s
        WHERE %9$s
        """
        .formatted(
            table.place(),
            comma,
            into.stream().map(Sql::name).collect(Collectors.joining(", ")),
            into.stream()
                .map(column -> "coalesce(" + String.join(", ", expressions.get(column)) + ")")
                .collect(Collectors.joining(", ")),
            arrays,
            names,
            // Also those that no row here has: the older version may have had them.
            columns.keySet().stream()
                .filter(one -> !identity.columns().contains(one))
                .map(one -> Sql.name(one) + " = excluded." + Sql.name(one))
                .collect(Collectors.joining(", ")),
            String.join(", ", identity.columns()),
            identity.wins());
  }

  private String converted(Given one, String expression) {
    ColumnType said = needs.said(one.column());
    String type = columns.get(one.column());
    return said == null
        ? one.kind().as(type, expression)
        : said.as(type, one.kind().as(said.sql(), expression));
  }

  private static <T> Array texts(Connection connection, List<T> from, Function<T, String> text)
      throws SQLException {
    return connection.createArrayOf("text", from.stream().map(text).toArray(String[]::new));
  }

  private static Array positions(Connection connection, List<Row> rows) throws SQLException {
    return connection.createArrayOf("int8", rows.stream().map(Row::position).toArray(Long[]::new));
  }
}
