package org.sluice.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.exceptions.AuthenticationException;

/** The server as a user's driver meets it. */
class Neo4jServerTest {
  @TempDir Path folder;

  private final int port = ServerProcess.freePort();

  @Test
  void whatWasCommittedIsThereAfterASigkillAndATakenPortIsOneLine() throws IOException {
    ServerProcess server = start();
    ask(AuthTokens.none(), "CREATE CONSTRAINT FOR (i:IMAGE) REQUIRE i.swift_id IS UNIQUE");
    ask(AuthTokens.none(), "UNWIND range(1, 100) AS id MERGE (:IMAGE {swift_id: id})");
    server.kill();

    server = start();
    assertEquals(100, ask(AuthTokens.none(), "MATCH (i:IMAGE) RETURN count(i) AS n"));
    assertEquals(1, ask(AuthTokens.none(), "SHOW CONSTRAINTS YIELD name RETURN count(*) AS n"));

    ServerProcess second =
        ServerProcess.runToItsEnd(
            Neo4jServer.class, "127.0.0.1", "" + port, folder.resolve("other").toString());
    server.close();
    assertEquals(1, second.status());
    assertEquals(1, second.said().lines().count(), second.said());
    assertTrue(second.said().contains("127.0.0.1:" + port), second.said());
  }

  @Test
  void aPasswordFileLetsInWhoKnowsItAndNobodyElse() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "first-secret\n");
    try (ServerProcess server = start(file.toString())) {
      assertEquals(1, ask(login("first-secret"), "RETURN 1 AS n"));
      for (AuthToken wrong : new AuthToken[] {AuthTokens.none(), login("neo4j")}) {
        assertThrows(AuthenticationException.class, () -> ask(wrong, "RETURN 1 AS n"));
      }
    }
    Files.writeString(file, "other-secret\n");
    try (ServerProcess server = start(file.toString())) {
      assertEquals(1, ask(login("other-secret"), "RETURN 1 AS n"));
      assertThrows(
          AuthenticationException.class, () -> ask(login("first-secret"), "RETURN 1 AS n"));
    }
  }

  private ServerProcess start(String... more) throws IOException {
    String[] args = new String[3 + more.length];
    args[0] = "127.0.0.1";
    args[1] = "" + port;
    args[2] = folder.resolve("graph").toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return ServerProcess.start(Neo4jServer.class, args);
  }

  private static AuthToken login(String password) {
    return AuthTokens.basic("neo4j", password);
  }

  /** The number n of the answer's first row, or -1. */
  private int ask(AuthToken login, String query) {
    try (Driver driver = GraphDatabase.driver("bolt://127.0.0.1:" + port, login)) {
      var records = driver.executableQuery(query).withParameters(Map.of()).execute().records();
      return records.isEmpty() ? -1 : records.get(0).get("n").asInt();
    }
  }
}
