package org.sluice.gold.sql;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.sluice.gold.TestRuns;

/** A table of the test's own whose columns are looked at, in a real PostgreSQL. */
abstract class ColumnsRig {
  static SqlClient sql;
  final String project = TestRuns.project();
  final Table table = new Table(RowMapping.schema(project), "t");

  @BeforeAll
  static void connect() {
    sql = SqlLake.client();
  }

  @AfterAll
  static void close() {
    sql.close();
  }

  @SafeVarargs
  final void write(String object, Map<String, String> parameters, Map<String, Object>... records) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put("table", "t");
    SqlLake.sink(sql, all).write(List.of(records), TestRuns.run(project, object, TestRuns.OLDER));
  }

  Map<String, String> types() throws SQLException {
    return SqlLake.types(sql, table);
  }

  String ordered(String... columns) throws SQLException {
    Map<String, String> types = types();
    Map<String, String> some = new LinkedHashMap<>();
    for (String column : columns) {
      some.put(column, types.get(column));
    }
    return some.toString();
  }

  List<List<String>> values(String columns) throws SQLException {
    return SqlLake.ask(
        sql,
        "SELECT %s FROM %s ORDER BY sluice_object, sluice_position"
            .formatted(columns, table.place()));
  }
}
