package org.sluice.gold.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;
import org.sluice.run.GoldRemover;

/** Takes out documents of older versions, and those beyond the last of the newest. */
public final class DocumentRemover implements GoldRemover {
  private final MongoClient mongo;

  public DocumentRemover(MongoClient mongo) {
    this.mongo = mongo;
  }

  @Override
  public boolean comesFirst() {
    return false;
  }

  @Override
  public long remove(Stale stale) {
    String database = stale.place().store();
    String collection = stale.place().place();
    try {
      return mongo
          .getDatabase(database)
          .getCollection(collection)
          .deleteMany(outdated(stale))
          .getDeletedCount();
    } catch (MongoException e) {
      throw MongoFaults.of(database + "." + collection, e);
    }
  }

  private static Bson outdated(Stale stale) {
    List<Bson> any = new ArrayList<>();
    any.add(Filters.lt("_sluice.version", stale.newest()));
    if (stale.isReplaced()) {
      any.add(
          Filters.and(
              Filters.eq("_sluice.version", stale.newest()),
              Filters.gte("_sluice.position", stale.kept())));
    } else if (stale.versions().contains(stale.newest())) {
      any.add(Filters.eq("_sluice.version", stale.newest()));
    }
    return Filters.and(ofObject(stale.place().key()), Filters.or(any));
  }

  /** The documents of an object and route, by what their ids begin with. */
  static Bson ofObject(String prefix) {
    String end = prefix.substring(0, prefix.length() - 1) + (char) (':' + 1);
    return Filters.and(Filters.gte("_id", prefix), Filters.lt("_id", end));
  }
}
