package org.sluice.catalogue;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.event.EventType;
import org.sluice.event.ObjectEvent;
import org.sluice.event.TransId;

/**
 * Events that could not be registered, set aside so that they hold up no other: database {@code
 * log}, collection {@code refused_events}. One leaves it when it is registered after all, or what
 * it told is overtaken by a newer event of its object.
 */
public class RefusedEvents {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedEvents.class);
  private static final String KEY = "key";
  private static final String TIMESTAMP = "timestamp";
  private static final String EVENT = "event";
  private static final String LAST = "last";
  private static final String WHY = "why";
  private static final int LISTED = 1000;

  /** Letters that are kept of an event and of a reason: a document of MongoDB holds 16 MiB. */
  private static final int LONGEST_EVENT = 4 << 20;

  private static final int LONGEST_WHY = 4000;
  private static final int LONGEST_SAID = 300;

  private final MongoCollection<Document> refused;
  private volatile boolean indexed;

  public RefusedEvents(MongoDatabase log) {
    this.refused = log.getCollection("refused_events");
  }

  /** Sets an event aside that was understood. Done again, it is counted once more. */
  public void put(ObjectEvent event, String json, Throwable why) {
    Bson known =
        Updates.combine(
            Updates.set(KEY, event.key().path()),
            Updates.set("account", event.key().account()),
            Updates.set("container", event.key().container()),
            Updates.set("object", event.key().object()),
            Updates.set("type", event.type().type()),
            Updates.set(TIMESTAMP, event.timestamp()));
    put(event.id(), Updates.combine(known, said(json, why)));
    TransId.saying(
        event.transId(),
        () ->
            LOG.error(
                "Event {} of {} is set aside in log.refused_events: {}",
                event.id(),
                event.key(),
                cut(why.toString(), LONGEST_WHY)));
  }

  /**
   * Sets aside what is no event of an object that is understood.
   *
   * @param position where it stands on its topic, or where else it was found
   */
  public void put(String position, String text, Throwable why) {
    put(position, said(text, why));
    LOG.error(
        "What came as {} is set aside in log.refused_events: {}",
        position,
        cut(why.toString(), LONGEST_WHY));
  }

  private static Bson said(String text, Throwable why) {
    Trouble trouble = Trouble.of(why);
    List<Bson> said = new ArrayList<>();
    said.add(Updates.set(EVENT, cut(text, LONGEST_EVENT)));
    said.add(Updates.set("code", trouble.code()));
    said.add(Updates.set(WHY, cut(trouble.message(), LONGEST_WHY)));
    said.add(Updates.set("hint", trouble.hint()));
    said.add(
        trouble.trace() == null ? Updates.unset("trace") : Updates.set("trace", trouble.trace()));
    return Updates.combine(said);
  }

  /** Not between the halves of a letter. */
  private static String cut(String text, int most) {
    if (text == null || text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }

  private void put(String id, Bson what) {
    if (!indexed) {
      refused.createIndex(Indexes.ascending(KEY));
      indexed = true;
    }
    Date now = new Date();
    refused.updateOne(
        Filters.eq("_id", id),
        Updates.combine(
            what,
            Updates.setOnInsert("first", now),
            Updates.set(LAST, now),
            Updates.inc("times", 1)),
        new UpdateOptions().upsert(true));
  }

  /** Lets go of what these events, which are registered, tell again or overtake. */
  public void settled(List<ObjectEvent> events) {
    if (refused.find().projection(Projections.include("_id")).first() == null) {
      return;
    }
    List<String> keys = events.stream().map(event -> event.key().path()).distinct().toList();
    List<String> gone = new ArrayList<>();
    for (Document one :
        refused.find(Filters.in(KEY, keys)).projection(Projections.include(KEY, TIMESTAMP))) {
      if (events.stream().anyMatch(event -> settles(event, one))) {
        gone.add(one.getString("_id"));
      }
    }
    if (!gone.isEmpty()) {
      refused.deleteMany(Filters.in("_id", gone));
    }
  }

  /** Newer data of an object makes void what was told of it before; newer metadata does not. */
  private static boolean settles(ObjectEvent event, Document one) {
    boolean same = event.id().equals(one.getString("_id"));
    boolean newer =
        event.type() != EventType.METADATA
            && event.key().path().equals(one.getString(KEY))
            && one.getString(TIMESTAMP).compareTo(event.timestamp()) <= 0;
    return same || newer;
  }

  /** How many are set aside. */
  public long count() {
    return refused.countDocuments();
  }

  /** That some are set aside, and why the last of them was; empty where none is. */
  public Optional<String> complaint() {
    Document last =
        refused
            .find()
            .projection(Projections.include(WHY, LAST))
            .sort(Sorts.descending(LAST))
            .first();
    return last == null
        ? Optional.empty()
        : Optional.of(
            "Events set aside, not registered: "
                + count()
                + "; the last: "
                + cut(last.getString(WHY), LONGEST_SAID));
  }

  /** The latest, newest first, as the API shows them. */
  public List<Map<String, Object>> list() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Document document :
        refused
            .find()
            .projection(Projections.exclude(EVENT, KEY, "trace"))
            .sort(Sorts.descending(LAST))
            .limit(LISTED)) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("id", document.remove("_id"));
      shown.putAll(document);
      list.add(shown);
    }
    return list;
  }

  /**
   * Hands over ids and events.
   *
   * @param id of one; null for all
   */
  public void each(String id, BiConsumer<String, String> each) {
    for (Document one : refused.find(chosen(id))) {
      each.accept(one.getString("_id"), one.getString(EVENT));
    }
  }

  /**
   * Lets go of events for good.
   *
   * @param id of one; null for all
   * @return how many there were
   */
  public long forget(String id) {
    return refused.deleteMany(chosen(id)).getDeletedCount();
  }

  private static Bson chosen(String id) {
    return id == null ? Filters.empty() : Filters.eq("_id", id);
  }
}
