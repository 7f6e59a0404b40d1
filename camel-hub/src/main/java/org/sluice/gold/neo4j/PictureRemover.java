package org.sluice.gold.neo4j;

import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;
import org.sluice.run.GoldRemover;

/**
 * Takes out a picture's node with its relations, and in the same transaction the objects that no
 * picture points to any more.
 */
public final class PictureRemover implements GoldRemover {
  private static final int ATTEMPTS = 5;

  private final Driver driver;

  public PictureRemover(Driver driver) {
    this.driver = driver;
  }

  @Override
  public boolean comesFirst() {
    return false;
  }

  @Override
  public long remove(Stale stale) {
    // One that named the place and was refused there has put nothing in the older one's stead.
    if (stale.kept() > 0) {
      return 0;
    }
    try {
      for (int attempt = 1; ; attempt++) {
        try (Session session = driver.session()) {
          return remove(session, stale);
        } catch (Neo4jException e) {
          if (attempt == ATTEMPTS || !Neo4jFaults.collision(e)) {
            throw e;
          }
        }
      }
    } catch (Neo4jException e) {
      throw Neo4jFaults.of("to remove the picture", e);
    }
  }

  private static long remove(Session session, Stale stale) {
    Map<String, Object> parameters =
        Map.of(
            "swift_id", stale.place().key(),
            "route", stale.route(),
            "newest", stale.newest(),
            "versions", List.copyOf(stale.versions()));
    try (Transaction transaction = session.beginTransaction(Neo4jFaults.LIMIT)) {
      List<String> types =
          transaction
              .run(PictureCypher.POINTED_TO, parameters)
              .list(row -> row.get("type").asString());
      // Their locks, in order, before anything is changed: runs meet, none deadlocks.
      transaction.run(PictureCypher.LOCK, Map.of("types", types)).consume();
      long gone = transaction.run(PictureCypher.REMOVED, parameters).single().get("gone").asLong();
      transaction.run(PictureCypher.ORPHANS, Map.of("types", types)).consume();
      transaction.commit();
      return gone;
    }
  }
}
