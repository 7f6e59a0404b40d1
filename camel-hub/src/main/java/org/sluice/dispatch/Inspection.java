package org.sluice.dispatch;

import java.io.IOException;
import java.util.Optional;
import org.sluice.event.ContentTypes;
import org.sluice.event.EventId;
import org.sluice.event.EventType;
import org.sluice.event.ObjectEvent;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.swift.RawObject;
import org.sluice.swift.RawObjects;

/** Asks Swift for what an event does not say. */
final class Inspection {
  private final RawObjects swift;

  Inspection(RawObjects swift) {
    this.swift = swift;
  }

  /** Whether only the object's bytes tell its type. */
  static boolean needed(ObjectEvent event) {
    return (event.type() == EventType.CREATED || event.type() == EventType.COPIED)
        && !event.segment()
        && event.member() == null
        && ContentTypes.saysNothing(event.contentType());
  }

  /**
   * The event with the type that the object's bytes say.
   *
   * @throws FaultException {@code swift-unreachable}
   */
  ObjectEvent typed(ObjectEvent event) {
    try {
      Optional<RawObject> object = swift.head(event.key(), ContentTypes.LOOKED_AT);
      if (object.isEmpty()) {
        return event;
      }
      try (RawObject raw = object.get()) {
        byte[] head = raw.body().readNBytes(ContentTypes.LOOKED_AT);
        return event.withContentType(ContentTypes.of(head, event.key().object()));
      }
    } catch (IOException e) {
      throw new FaultException(
          Fault.SWIFT_UNREACHABLE, "Swift broke off reading " + event.key() + ": " + e, e);
    }
  }

  /**
   * The object as it now is, as the event that made it so. For events that do not tell, and for
   * metadata of an object that is not known.
   *
   * @throws FaultException {@code swift-unreachable}
   */
  ObjectEvent looked(ObjectEvent event) {
    Optional<RawObject> object = swift.head(event.key(), 0);
    if (object.isEmpty()) {
      return event.as(
          EventType.DELETED,
          EventId.of(event.cluster(), event.key(), event.timestamp(), "DELETE"),
          event.timestamp());
    }
    RawObject raw = object.get();
    ObjectEvent created =
        event.as(
            EventType.CREATED,
            EventId.of(event.cluster(), event.key(), raw.timestamp(), "PUT"),
            raw.timestamp());
    return created.withContent(raw.etag(), raw.size(), raw.contentType(), raw.userMeta());
  }
}
