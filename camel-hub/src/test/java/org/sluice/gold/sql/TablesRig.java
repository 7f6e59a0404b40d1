package org.sluice.gold.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.sluice.gold.Sink;
import org.sluice.gold.TestRuns;

/** A table of a project of the test's own, in a real PostgreSQL. */
abstract class TablesRig {
  static SqlClient sql;
  static Sink sink;
  static RowRemover remover;
  final String project = TestRuns.project();
  final Table table = new Table(RowMapping.schema(project), "t");

  @BeforeAll
  static void connect() {
    sql = SqlLake.client();
    sink = SqlLake.sink(sql, Map.of("table", "t"));
    remover = new RowRemover(sql);
  }

  @AfterAll
  static void close() {
    sql.close();
  }

  static List<Map<String, Object>> records(int count) {
    List<Map<String, Object>> records = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      records.add(Map.of("n", n));
    }
    return records;
  }

  List<List<String>> all() throws SQLException {
    return SqlLake.ask(sql, "SELECT * FROM " + table.place() + " ORDER BY 1, 2");
  }

  List<String> numbers() throws SQLException {
    return SqlLake.ask(sql, "SELECT n FROM " + table.place() + " ORDER BY sluice_position").stream()
        .map(row -> row.get(0))
        .toList();
  }
}
