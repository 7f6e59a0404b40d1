package org.sluice.gold.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What is said of a query that was not answered. */
class SqlReaderTest {
  @Test
  void aTableThatThereIsNotWithoutAProjectMayBeOneOfAProject() {
    SQLException missing = new SQLException("relation \"mill\" does not exist", "42P01");
    String said = "The query was not answered: relation \"mill\" does not exist.";
    assertEquals(said, SqlReader.fault(missing, "p").getMessage());
    assertEquals(
        said + " Gold's tables are in their projects' schemas: say whose is meant (--project).",
        SqlReader.fault(missing, null).getMessage());
    SQLException column = new SQLException("column n does not exist", "42703");
    assertEquals(
        "The query was not answered: column n does not exist.",
        SqlReader.fault(column, null).getMessage());
  }
}
