package org.sluice.gold.neo4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;
import org.sluice.run.GoldRemover;

/**
 * Takes out the nodes of older versions' records, and those beyond the last of the newest, some at
 * a time, and with them the shared nodes that nothing points to any more.
 */
final class RecordNodeRemover implements GoldRemover {
  private static final int ATTEMPTS = 5;
  private static final int MOST = 5_000;

  private final Driver driver;

  RecordNodeRemover(Driver driver) {
    this.driver = driver;
  }

  @Override
  public boolean comesFirst() {
    return false;
  }

  @Override
  public long remove(Stale stale) {
    long from = Long.MAX_VALUE;
    if (stale.isReplaced()) {
      from = stale.kept();
    } else if (stale.versions().contains(stale.newest())) {
      from = 0;
    }
    Map<String, Object> parameters =
        Map.of("mark", stale.place().key(), "newest", stale.newest(), "from", from, "most", MOST);
    long gone = 0;
    long some;
    do {
      some = removeSome(parameters);
      gone += some;
    } while (some > 0);
    return gone;
  }

  private long removeSome(Map<String, Object> parameters) {
    try {
      for (int attempt = 1; ; attempt++) {
        try (Session session = driver.session()) {
          return removeSome(session, parameters);
        } catch (Neo4jException e) {
          if (attempt == ATTEMPTS || !Neo4jFaults.collision(e)) {
            throw e;
          }
        }
      }
    } catch (Neo4jException e) {
      throw Neo4jFaults.of("to remove the records", e);
    }
  }

  private static long removeSome(Session session, Map<String, Object> parameters) {
    try (Transaction transaction = session.beginTransaction(Neo4jFaults.LIMIT)) {
      Map<String, Object> all = new HashMap<>(parameters);
      all.put(
          "keys",
          transaction.run(RecordCypher.STALE, parameters).list(row -> row.get("key").asString()));
      List<String> shared =
          transaction.run(RecordCypher.POINTED_TO, all).list(row -> row.get("id").asString());
      // Their locks, in order, before anything is changed: runs meet, none deadlocks.
      transaction.run(RecordCypher.LOCK, Map.of("ids", shared)).consume();
      long gone = transaction.run(RecordCypher.REMOVED, all).single().get("gone").asLong();
      transaction.run(RecordCypher.ORPHANS, Map.of("ids", shared)).consume();
      transaction.commit();
      return gone;
    }
  }
}
