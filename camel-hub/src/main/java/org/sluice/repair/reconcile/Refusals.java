package org.sluice.repair.reconcile;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;
import org.sluice.catalogue.Inventory.Place;

/**
 * Containers that Swift refuses to the hub's user. The schedule's rounds tell of them each time,
 * and ask for them once in a while; who asks for a round has them asked for at once.
 */
final class Refusals {
  private static final Duration RESTS = Duration.ofHours(1);

  private final MongoCollection<Document> refused;
  private final Map<Place, Document> known = new HashMap<>();

  Refusals(MongoCollection<Document> refused) {
    this.refused = refused;
    for (Document one : refused.find()) {
      known.put(new Place(one.getString("account"), one.getString("container")), one);
    }
  }

  /** Why a container is not asked for now; null where it is. */
  String resting(Place place, Instant now) {
    Document one = known.get(place);
    if (one == null) {
      return null;
    }
    Instant until = one.getDate("at").toInstant().plus(RESTS);
    return until.isAfter(now)
        ? one.getString("reason")
            + ". The schedule asks again after "
            + until.truncatedTo(ChronoUnit.SECONDS)
            + ", a round by command at once"
        : null;
  }

  /** Swift refused it just now. */
  void add(Place place, String reason) {
    String id = place.account() + "/" + place.container();
    Document one =
        new Document("_id", id)
            .append("account", place.account())
            .append("container", place.container())
            .append("reason", reason)
            .append("at", new Date());
    refused.replaceOne(Filters.eq("_id", id), one, new ReplaceOptions().upsert(true));
    known.put(place, one);
  }

  /** It could be read. */
  void remove(Place place) {
    Document one = known.remove(place);
    if (one != null) {
      refused.deleteOne(Filters.eq("_id", one.getString("_id")));
    }
  }
}
