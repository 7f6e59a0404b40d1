package org.sluice.gold.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldReader;
import org.sluice.gold.GoldTable;
import org.sluice.gold.TestRuns;
import org.sluice.run.GoldPlace;
import org.sluice.trial.TrialRun;

/**
 * What is read of a real PostgreSQL: answers, and all of a project; and that nothing is written.
 */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = SqlLake.URL, matches = ".+")
class SqlReaderLakeTest {
  private static SqlClient sql;
  private static SqlReader reader;
  private final String project = TestRuns.project();
  private final Table table = new Table(RowMapping.schema(project), "t");

  @BeforeAll
  static void connect() {
    sql = SqlLake.client();
    reader = new SqlReader(sql);
  }

  @AfterAll
  static void close() {
    sql.close();
  }

  @Test
  void anAnswerHasPlainValues() {
    GoldTable answer =
        reader.read(
            "SELECT 1 AS a, 2.50 AS b, 0.1::float8 AS c, true AS d, NULL AS e, 'x' AS f,"
                + " '2024-01-02T03:04:05+01:00'::timestamptz AS g, '[1]'::jsonb AS h,"
                + " 'NaN'::numeric AS i;",
            null);
    assertEquals(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i"), answer.columns());
    assertEquals(
        Arrays.asList(
            1L,
            new BigDecimal("2.50"),
            0.1,
            true,
            null,
            "x",
            "2024-01-02 02:04:05+00",
            "[1]",
            "NaN"),
        answer.rows().get(0));
  }

  @Test
  void tablesOfTheProjectAreNamedWithoutItsSchema() {
    write("a", TestRuns.OLDER, Map.of("n", 1));
    assertEquals(List.of(List.of(1L)), reader.read("SELECT n FROM t", project).rows());
    assertEquals(List.of(List.of(1L)), reader.read("VALUES (1)", project).rows());
    assertEquals(List.of(List.of("on")), reader.read("SHOW transaction_read_only", null).rows());
    assertEquals(List.of(List.of("30s")), reader.read("SHOW statement_timeout", null).rows());
  }

  @Test
  void anAnswerIsCutAtItsMostRows() {
    GoldTable answer = reader.read("SELECT generate_series(1, 20000)", null);
    assertTrue(answer.cut());
    assertEquals(GoldReader.MOST_ROWS, answer.rows().size());
    assertFalse(reader.read("SELECT generate_series(1, 10000)", null).cut());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        ";",
        "SELEC 1",
        "SELECT 1 / 0",
        "SELECT * FROM not_there",
        "DELETE FROM t",
        "WITH gone AS (DELETE FROM t RETURNING n) SELECT * FROM gone",
        "INSERT INTO t (n) VALUES (1) RETURNING n",
        "SELECT 1; DELETE FROM t",
        "COMMIT; DELETE FROM t",
        "COMMIT",
        "ROLLBACK; DELETE FROM t; SELECT 1",
        "SET TRANSACTION READ WRITE; DELETE FROM t",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
        "DROP TABLE t",
        "TRUNCATE t",
        "COPY t TO PROGRAM 'id'",
        "EXPLAIN ANALYZE DELETE FROM t",
        "DO $$ BEGIN DELETE FROM t; END $$",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT * FROM t FOR UPDATE",
        "SELECT query_to_xml('DELETE FROM t', true, true, '')"
      })
  void whatIsNoQueryOrWouldWriteIsRefused(String query) {
    write("a", TestRuns.OLDER, Map.of("n", 1));
    FaultException e = assertThrows(FaultException.class, () -> reader.read(query, project));
    assertEquals(Fault.QUERY_INVALID, e.fault(), e.getMessage());
    assertFalse(e.getMessage().contains("\n"));
    assertEquals(1, reader.read("SELECT n FROM t", project).rows().size());
  }

  @Test
  void aDumpTellsAllRowsInOneForm() {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("z", 1.50);
    record.put("a", true);
    record.put("j", Map.of("k", List.of(1)));
    record.put("none", null);
    write("o", TestRuns.OLDER, record);
    assertEquals(
        List.of(
            "postgresql \"t\" {\"a\":\"true\",\"j\":\"{\\\"k\\\": [1]}\",\"sluice_object\":\""
                + project
                + "/o\",\"sluice_position\":\"0\",\"sluice_route\":\"tried\",\"z\":\"1.5\"}"),
        dump(true));
    assertTrue(dump(false).get(0).contains("\"sluice_version\":\"" + TestRuns.OLDER + "\""));
    assertEquals(List.of(), lines(TestRuns.project(), false));
  }

  @Test
  void ofOneObjectItTellsWhatTheProjectsDumpDoes() {
    TrialRun run = TestRuns.run(project, "a", TestRuns.OLDER);
    SqlLake.sink(sql, Map.of("table", "t")).write(List.of(Map.of("n", 1), Map.of("n", 2.5)), run);
    write("b", TestRuns.OLDER, Map.of("n", 3));
    List<String> of = dump(false).stream().filter(line -> line.contains(project + "/a\"")).toList();
    assertEquals(2, of.size());
    assertEquals(of, TestRuns.told(new TableDumper(sql), run));
    TrialRun never = TestRuns.run(TestRuns.project(), "a", TestRuns.OLDER);
    never.writes(List.of(GoldPlace.of("postgresql", "gold_none", "none", "k")));
    assertEquals(List.of(), TestRuns.told(new TableDumper(sql), never));
  }

  @Test
  void aDumpIsTheSameInWhicheverOrderObjectsCameAndHoweverOften() throws SQLException {
    List<Map<String, Object>> records =
        List.of(
            Map.of("n", 1, "m", 9007199254740993L, "t", 5),
            Map.of("n", 2.5, "m", 0.1, "t", "text"),
            Map.of("n", 3, "m", 1, "t", true, "more", "x"));
    for (int i : List.of(0, 1, 2)) {
      write("o" + i, TestRuns.OLDER, records.get(i));
    }
    List<String> once = dump(false);
    for (int i : List.of(2, 0, 1)) {
      write("o" + i, TestRuns.OLDER, records.get(i));
    }
    assertEquals(once, dump(false));
    SqlLake.execute(sql, "DROP TABLE " + table.place());
    for (int i : List.of(1, 2, 0)) {
      write("o" + i, TestRuns.OLDER, records.get(i));
    }
    assertEquals(once, dump(false));
  }

  @Test
  void aDumpDoesNotShowThatAColumnIsWiderForWhatIsGone() throws SQLException {
    write("a", TestRuns.OLDER, Map.of("n", 1e22, "flag", true));
    List<String> once = dump(false);
    write("b", TestRuns.OLDER, Map.of("n", 9007199254740993L, "flag", "text"));
    SqlLake.execute(sql, "DELETE FROM " + table.place() + " WHERE sluice_object LIKE '%/b'");
    assertEquals("numeric", SqlLake.types(sql, table).get("n"));
    assertEquals(once, dump(false));
  }

  private void write(String object, String version, Map<String, Object> record) {
    SqlLake.sink(sql, Map.of("table", "t"))
        .write(List.of(record), TestRuns.run(project, object, version));
  }

  private List<String> dump(boolean portable) {
    return lines(project, portable);
  }

  private static List<String> lines(String project, boolean portable) {
    List<String> lines = new ArrayList<>();
    new TableDumper(sql).dump(project, portable, lines::add);
    return lines.stream().sorted().toList();
  }
}
