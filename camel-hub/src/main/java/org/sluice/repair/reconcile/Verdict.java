package org.sluice.repair.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sluice.catalogue.Inventory.Known;
import org.sluice.event.ObjectKey;
import org.sluice.repair.reconcile.Finding.Kind;
import org.sluice.swift.Listings;
import org.sluice.swift.Look;
import org.sluice.swift.RawObject;

/** What Swift's answer for one object, held against its document, comes to. */
final class Verdict {
  private static final String SEGMENT_TYPE = "application/swiftclient-segment";
  private static final String SAYS_NOTHING = "application/octet-stream";

  private final Events events;
  private final String young;

  /**
   * @param young what changed at this time or later, in Swift's form, is left for the next round
   */
  Verdict(Events events, String young) {
    this.events = events;
    this.young = young;
  }

  static boolean isSegment(String contentType) {
    return SEGMENT_TYPE.equals(contentType);
  }

  /**
   * @param known the object's document; null where there is none
   */
  Finding of(ObjectKey key, Known known, Look look) {
    if (look.object() == null) {
      return gone(key, known, look);
    }
    if (isSegment(Events.contentType(look.object()))) {
      return Finding.of(key, Kind.SEGMENT);
    }
    if (isYoung(look.timestamp())) {
      return Finding.of(key, Kind.YOUNG);
    }
    String data = data(known, look);
    if (known == null) {
      return Finding.of(key, Kind.MISSING, uploaded(key, data, look));
    }
    int order = data.compareTo(known.timestamp());
    if (order < 0 || (order == 0 && known.isDeleted())) {
      return Finding.of(key, Kind.OLDER);
    }
    if (order > 0) {
      Kind kind = known.isDeleted() ? Kind.MISSING : Kind.CHANGED;
      return Finding.of(key, kind, uploaded(key, data, look));
    }
    return look.timestamp().compareTo(known.changed()) > 0
        ? posted(key, known, look)
        : Finding.of(key, Kind.SAME);
  }

  boolean isYoung(String timestamp) {
    return timestamp.compareTo(young) >= 0;
  }

  private Finding gone(ObjectKey key, Known known, Look look) {
    if (known == null || known.isDeleted()) {
      return Finding.of(key, Kind.SAME);
    }
    if (isYoung(known.changed()) || (look.deleted() != null && isYoung(look.deleted()))) {
      return Finding.of(key, Kind.YOUNG);
    }
    // Never later than the deletion was: an upload under way is newer, and stays.
    boolean told = look.deleted() != null && look.deleted().compareTo(known.timestamp()) > 0;
    String timestamp = told ? look.deleted() : Listings.next(known.timestamp());
    return Finding.of(key, Kind.DELETED, List.of(events.deleted(key, timestamp)));
  }

  /** Where the proxy does not tell: data that are the same were not stored anew. */
  private static String data(Known known, Look look) {
    if (look.data() != null) {
      return look.data();
    }
    boolean alike =
        known != null
            && !known.isDeleted()
            && look.timestamp().compareTo(known.timestamp()) > 0
            && known.etag() != null
            && known.etag().equals(look.object().etag());
    return alike ? known.timestamp() : look.timestamp();
  }

  /**
   * The upload and, where metadata were changed since, that too: what they were before, nobody
   * knows.
   */
  private List<JsonNode> uploaded(ObjectKey key, String data, Look look) {
    RawObject object = look.object();
    Map<String, String> meta = object.userMeta();
    List<JsonNode> both = new ArrayList<>();
    if (look.timestamp().compareTo(data) > 0) {
      both.add(events.created(key, data, object, Map.of()));
      both.add(events.metadata(key, look.timestamp(), null, meta));
    } else {
      both.add(events.created(key, data, object, meta));
    }
    return both;
  }

  private Finding posted(ObjectKey key, Known known, Look look) {
    RawObject object = look.object();
    String type = Events.contentType(object);
    boolean sameType =
        type == null || SAYS_NOTHING.equals(type) || Objects.equals(type, known.contentType());
    if (sameType && object.userMeta().equals(known.userMeta())) {
      return new Finding(key, Kind.SAME, List.of(), look.timestamp());
    }
    JsonNode event =
        events.metadata(key, look.timestamp(), sameType ? null : type, object.userMeta());
    return Finding.of(key, Kind.METADATA, List.of(event));
  }
}
