package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials of routes with Camel's {@code sql}. */
class TrySqlTest {
  @TempDir Path temporary;
  private TrialFolder folder;
  private Path file;

  @BeforeEach
  void make() throws IOException {
    folder = new TrialFolder(temporary);
    file = folder.write("../a.json", "[{\"n\": 1, \"of\": \"x\"}, {\"n\": 2, \"of\": null}]");
  }

  private int tried(String... steps) throws IOException {
    String[] all = new String[steps.length + 1];
    all[0] = "kamelet:json-records-action";
    System.arraycopy(steps, 0, all, 1, steps.length);
    folder.route("made", "", all);
    return folder.run("try", "route=made", "file=" + file);
  }

  @Test
  void whatWouldBeWrittenIsShownWithItsValues() throws Exception {
    assertEquals(
        0,
        tried(
            "{uri: 'sql:insert into t (n, of) values (:#n, :#of)',"
                + " parameters: {batch: true, dataSource: '#none'}}",
            "{uri: 'sql:update seen set at = :#${header.LakeVersion} where name = ''returning''',"
                + " parameters: {dataSource: '#none'}}",
            "kamelet:documents-sink"),
        () -> "" + folder.said());
    List<?> sent = (List<?>) folder.last("told", "sent");
    assertEquals(
        "sql:insert into t (n, of) values (:#n, :#of)", ((Map<?, ?>) sent.get(0)).get("to"));
    Map<?, ?> second = (Map<?, ?>) folder.last("told", "sent", "0", "body", "1");
    assertEquals(2, second.get("n"));
    assertTrue(second.containsKey("of") && second.get("of") == null, "" + second);
    assertEquals(
        "1795464363.77499", folder.last("told", "sent", "1", "body", "${header.LakeVersion}"));
    // The route goes on with the records that it had.
    assertEquals(2, folder.last("records"));
    assertEquals(0, folder.run("try", "route=made", "file=" + file, "save=first"));
    assertEquals(0, folder.run("test", "route=made"), () -> "" + folder.said());
  }

  @Test
  void statementsWithoutNamesAreShownWithAllThatThereIs() throws Exception {
    assertEquals(
        0,
        tried("{uri: 'sql:delete from t where n = #', parameters: {batch: true}}"),
        () -> "" + folder.said());
    assertEquals(1, folder.last("told", "sent", "0", "body", "0", "n"));
  }

  @Test
  void whatTheRouteWouldGoOnWithIsRefused() throws Exception {
    for (String query :
        List.of(
            "select n from t where n = 7",
            "insert into t values (7) returning id",
            "with a as (select 1) select * from a",
            "/* insert */ SELECT 1")) {
      assertEquals(2, tried("{uri: 'sql:" + query + "'}"), query);
      String said = (String) folder.last("error");
      assertTrue(said.startsWith("The route's file is refused: made/made.camel.yaml"), said);
      assertTrue(said.contains("A trial asks no database"), said);
      assertTrue(said.contains(query), said);
    }
  }

  @Test
  void aStatementThatIsMadeInTheRouteIsLookedAtToo() throws Exception {
    for (String statement : List.of("select 1", "delete from t")) {
      folder.write(
          "made/made.camel.yaml",
          """
          - route:
              id: made
              from:
                uri: lake:objects
                steps:
                  - setBody: {constant: '%s'}
                  - to: {uri: 'sql:none', parameters: {useMessageBodyForSql: true}}
          """
              .formatted(statement));
      boolean asks = statement.startsWith("select");
      assertEquals(asks ? 1 : 0, folder.run("try", "route=made", "file=" + file), statement);
      if (!asks) {
        assertEquals("sql:delete from t", folder.last("told", "sent", "0", "to"));
      } else {
        String why = (String) folder.last("trouble", "message");
        assertTrue(why.contains("A trial asks no database"), why);
      }
    }
  }
}
