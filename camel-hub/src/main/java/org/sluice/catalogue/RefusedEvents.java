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
import org.sluice.event.ObjectKey;
import org.sluice.event.TransId;

/**
 * Events that could not be registered, set aside so that they hold up no other: database {@code
 * log}, collection {@code refused_events}. One leaves it when it is registered after all, or what
 * it told is overtaken by a newer event of its object. Runs that cannot be kept on record are set
 * aside among them.
 */
public class RefusedEvents {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedEvents.class);
  private static final String KEY = "key";
  private static final String TIMESTAMP = "timestamp";
  private static final String EVENT = "event";
  private static final String LAST = "last";
  private static final String WHY = "why";
  private static final String RUN = "log.operations/";
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
    Bson type = Updates.set("type", event.type().type());
    Bson known = known(event.key(), event.timestamp());
    put(event.id(), Updates.combine(known, type, said(json, why)));
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
   * Sets aside a run that can not be kept on record.
   *
   * @param version of the object
   * @param entry its place on its queue
   */
  public void put(String run, ObjectKey key, String version, String entry, Throwable why) {
    put(RUN + run, Updates.combine(known(key, version), said(entry, why)));
    LOG.error(
        "Run {} of {} is set aside in log.refused_events: {}",
        run,
        key,
        cut(why.toString(), LONGEST_WHY));
  }

  /** Whether what stands under an id is a run, and so no event. */
  public static boolean isRun(String id) {
    return id.startsWith(RUN);
  }

  private static Bson known(ObjectKey key, String timestamp) {
    return Updates.combine(
        Updates.set(KEY, key.path()),
        Updates.set("account", key.account()),
        Updates.set("container", key.container()),
        Updates.set("object", key.object()),
        Updates.set(TIMESTAMP, timestamp));
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
    String id = one.getString("_id");
    boolean same = event.id().equals(id);
    // A run comes of its event, which makes nothing void of it.
    boolean newer =
        event.type() != EventType.METADATA
            && event.key().path().equals(one.getString(KEY))
            && one.getString(TIMESTAMP).compareTo(event.timestamp()) < (isRun(id) ? 0 : 1);
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
