package org.sluice.gold.neo4j;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldReader;
import org.sluice.gold.GoldTable;

/** Asks Neo4j in Cypher, in a session that the server itself holds to reading. */
public final class Neo4jReader implements GoldReader {
  private final Driver driver;

  public Neo4jReader(Driver driver) {
    this.driver = driver;
  }

  @Override
  public GoldTable read(String query, String project) {
    if (query == null || query.isBlank()) {
      throw new FaultException(Fault.QUERY_INVALID, "There is no Cypher query.");
    }
    SessionConfig reading = SessionConfig.builder().withDefaultAccessMode(AccessMode.READ).build();
    TransactionConfig limited =
        TransactionConfig.builder().withTimeout(Duration.ofSeconds(TIMEOUT)).build();
    try (Session session = driver.session(reading)) {
      return table(session.run(query, limited));
    } catch (ClientException e) {
      FaultException fault = Neo4jFaults.of("the query", e);
      throw fault.fault() == Fault.GOLD_REJECTED || Neo4jFaults.isTimeOut(e)
          ? new FaultException(Fault.QUERY_INVALID, fault.getMessage(), e)
          : fault;
    } catch (Neo4jException e) {
      throw Neo4jFaults.of("the query", e);
    }
  }

  private static GoldTable table(Result result) {
    List<String> columns = result.keys();
    List<List<Object>> rows = new ArrayList<>();
    while (result.hasNext()) {
      if (rows.size() == MOST_ROWS) {
        return new GoldTable(columns, rows, true);
      }
      List<Object> row = new ArrayList<>();
      result.next().values().forEach(value -> row.add(PlainValues.of(value.asObject())));
      rows.add(row);
    }
    return new GoldTable(columns, rows);
  }
}
