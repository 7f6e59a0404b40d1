package org.sluice.catalogue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.Date;
import org.bson.Document;

/** How far each journal's events have come: database {@code log}, collection {@code journals}. */
public final class Journals {
  private final MongoCollection<Document> journals;
  private final MongoCollection<Document> refused;

  public Journals(MongoClient mongo) {
    this.journals = mongo.getDatabase("log").getCollection("journals");
    this.refused = mongo.getDatabase("log").getCollection("refused_events");
  }

  /** Notes that every number of a journal up to {@code to} was delivered or came to nothing. */
  public void progress(String proxy, String epoch, long from, long to) {
    journals.updateOne(
        Filters.eq("_id", proxy + "/" + epoch),
        Updates.combine(
            Updates.setOnInsert("proxy", proxy),
            Updates.setOnInsert("epoch", epoch),
            Updates.min("from", from),
            Updates.max("to", to),
            Updates.set("seen", new Date())),
        new UpdateOptions().upsert(true));
  }

  /** Puts an event on record that the dispatcher could make nothing of. */
  public void refused(String position, String event, String why) {
    refused.updateOne(
        Filters.eq("_id", position),
        Updates.combine(Updates.set("event", event), Updates.set("why", why)),
        new UpdateOptions().upsert(true));
  }
}
