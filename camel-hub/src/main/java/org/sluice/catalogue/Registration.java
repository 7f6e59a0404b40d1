package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.sluice.event.EventType;
import org.sluice.event.ObjectEvent;

/** How an event changes an object's document: the newer version wins, never the later arrival. */
public final class Registration {
  /** What an event came to. */
  public enum Kind {
    /** A version that the catalogue had not. */
    DATA,
    /** What the user says of the object changed, and routes are to look again. */
    METADATA,
    /** The object is gone. */
    DELETED,
    /** The event was known; what follows from it is done once more, harmlessly. */
    REPEATED,
    /** The event changes nothing: it is older, or changes nothing that routes go by. */
    NOTHING,
    /** Metadata of an object that is not known: only Swift can say what the object is. */
    UNKNOWN
  }

  private Registration() {}

  /**
   * Applies an event to a document in place.
   *
   * @param document the object's document; empty for an object that is not known
   * @param defaults what is true of the project's objects that do not say it themselves
   */
  static Kind apply(
      Document document, ObjectEvent event, String project, Map<String, String> defaults) {
    String known = document.getString(TIMESTAMP);
    if (event.type() == EventType.SIDECAR) {
      return SidecarChange.apply(document, event, defaults);
    }
    if (event.type() == EventType.METADATA) {
      return metadata(document, event, known, defaults);
    }
    if (known != null && event.timestamp().compareTo(known) < 0) {
      return Kind.NOTHING;
    }
    if (event.id().equals(document.getString(EVENT_ID))) {
      return event.type() == EventType.DELETED ? Kind.DELETED : Kind.REPEATED;
    }
    if (known != null && event.timestamp().equals(known)) {
      // The same data told by a metadata event since: that one's id stands.
      return Kind.NOTHING;
    }
    name(document, event, project);
    document.put(TIMESTAMP, event.timestamp());
    document.put(EVENT_ID, event.id());
    document.put(TRANS_ID, event.transId());
    document.put(MODIFIED, date(event.timestamp()));
    if (event.type() == EventType.DELETED) {
      document.put(STATUS, Status.DELETED.text());
      document.remove(DUPLICATE_OF);
      return Kind.DELETED;
    }
    boolean theirs = document.containsKey(CREATED) && known == null;
    boolean posted = isNewer(document.getString(META_TIMESTAMP), event);
    document.put(ETAG, event.etag());
    document.put(SIZE, event.size() == null ? 0L : event.size());
    if (!posted) {
      document.put(USER_META, new Document(event.userMeta()));
    }
    document.remove(DUPLICATE_OF);
    if (event.member() == null) {
      document.remove(MEMBER);
    } else {
      document.put(MEMBER, new Document(event.member().fields()));
    }
    if (!isNewer(document.getString(TYPE_TIMESTAMP), event)) {
      Says.fill(
          document, CONTENT_TYPE, event.contentType() == null ? "" : event.contentType(), theirs);
    }
    Says.fill(document, USER, event.user(), theirs);
    document.putIfAbsent(CREATED, date(event.timestamp()));
    Says.say(document, event, theirs, defaults);
    document.put(STATUS, Status.WAITING.text());
    return Kind.DATA;
  }

  /**
   * Whether what a POST said is newer than these data, which were told later: metadata have a clock
   * of their own, and Swift keeps what the POST said.
   */
  private static boolean isNewer(String posted, ObjectEvent data) {
    return posted != null && posted.compareTo(data.timestamp()) > 0;
  }

  private static Kind metadata(
      Document document, ObjectEvent event, String known, Map<String, String> defaults) {
    if (known == null) {
      return Kind.UNKNOWN;
    }
    if (Status.DELETED.text().equals(document.getString(STATUS))) {
      return event.timestamp().compareTo(known) > 0 ? Kind.UNKNOWN : Kind.NOTHING;
    }
    if (event.id().equals(document.getString(EVENT_ID))) {
      return Kind.REPEATED;
    }
    String knownMeta = document.getString(META_TIMESTAMP);
    if (event.timestamp().compareTo(known) < 0
        || (knownMeta != null && event.timestamp().compareTo(knownMeta) <= 0)) {
      return Kind.NOTHING;
    }
    Document before = new Document(document);
    document.put(META_TIMESTAMP, event.timestamp());
    document.put(USER_META, new Document(event.userMeta()));
    if (event.contentType() != null && !event.contentType().isEmpty()) {
      document.put(CONTENT_TYPE, event.contentType());
      document.put(TYPE_TIMESTAMP, event.timestamp());
    }
    Says.say(document, event, false, defaults);
    if (Says.sameIn(before, document)) {
      return Kind.NOTHING;
    }
    document.put(META_VERSION, event.timestamp());
    return lookAgain(document, event.id(), event.transId());
  }

  /** Routes are to look at the object as it now is, by runs of an event of its own. */
  static Kind lookAgain(Document document, String eventId, String transId) {
    document.put(EVENT_ID, eventId);
    document.put(TRANS_ID, transId);
    document.put(STATUS, Status.WAITING.text());
    return Kind.METADATA;
  }

  private static void name(Document document, ObjectEvent event, String project) {
    document.put(ACCOUNT, event.key().account());
    document.put(CONTAINER, event.key().container());
    document.put(OBJECT, event.key().object());
    document.put(PROJECT, project);
    document.putIfAbsent(NAME, event.key().object());
    document.putIfAbsent(ORIGINAL_NAME, event.key().object());
    document.putIfAbsent(SUCCESSFUL, List.of());
    document.putIfAbsent(FAILED, List.of());
    document.putIfAbsent(GOLD_SERVICES, List.of());
  }

  /** BSON dates have milliseconds; the exact time is the timestamp. */
  static Date date(String timestamp) {
    String[] parts = timestamp.split("\\.");
    return Date.from(
        Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]) * 10_000L));
  }
}
