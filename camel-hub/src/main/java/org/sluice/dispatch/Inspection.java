package org.sluice.dispatch;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sluice.catalogue.JsonSaying;
import org.sluice.event.ContentTypes;
import org.sluice.event.EventId;
import org.sluice.event.EventType;
import org.sluice.event.ObjectEvent;
import org.sluice.event.ObjectKey;
import org.sluice.event.Sidecar;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.swift.RawObject;
import org.sluice.swift.RawObjects;

/** Asks Swift for what an event does not say. */
final class Inspection {
  private static final int LARGEST_SIDECAR = 1 << 20;

  /** As long as Swift has for the head of an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RawObjects swift;
  private final Duration patience;

  Inspection(RawObjects swift) {
    this(swift, PATIENCE);
  }

  /**
   * @param patience how long the bytes of an object may take, once Swift has begun to answer
   */
  Inspection(RawObjects swift, Duration patience) {
    this.swift = swift;
    this.patience = patience;
  }

  /** Whether Swift is to be asked before the event can be registered. */
  static boolean asks(ObjectEvent event) {
    boolean stored = event.type() == EventType.CREATED || event.type() == EventType.COPIED;
    return event.type() == EventType.CHANGED
        || needed(event)
        || (stored && !event.segment() && Sidecar.of(event.key()).isPresent());
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
    Optional<RawObject> object = swift.head(event.key(), ContentTypes.LOOKED_AT);
    if (object.isEmpty()) {
      return event;
    }
    try (RawObject raw = object.get()) {
      byte[] head = read(raw, ContentTypes.LOOKED_AT);
      return event.withContentType(ContentTypes.of(head, event.key().object()));
    } catch (IOException e) {
      throw new FaultException(
          Fault.SWIFT_UNREACHABLE, "Swift broke off reading " + event.key() + ": " + e, e);
    }
  }

  /**
   * The event with the type that the object's name says, as of an object without bytes; empty where
   * nothing but Swift tells what is to be registered.
   */
  static Optional<ObjectEvent> named(ObjectEvent event) {
    return needed(event) && Sidecar.of(event.key()).isEmpty()
        ? Optional.of(event.withContentType(ContentTypes.ofName(event.key().object())))
        : Optional.empty();
  }

  /**
   * What a sidecar's event tells of the object that it is of; empty for any other event, and where
   * the sidecar's content is as it was.
   *
   * @throws FaultException {@code swift-unreachable}
   */
  Optional<ObjectEvent> told(ObjectEvent event) {
    ObjectKey of = event.segment() ? null : Sidecar.of(event.key()).orElse(null);
    if (of == null) {
      return Optional.empty();
    }
    return switch (event.type()) {
      case DELETED -> Optional.of(event.telling(of, event.timestamp(), Map.of()));
      case CREATED, COPIED -> Optional.of(read(event, of));
      default -> Optional.empty();
    };
  }

  private ObjectEvent read(ObjectEvent event, ObjectKey of) {
    Optional<RawObject> object = swift.open(event.key(), true);
    if (object.isEmpty()) {
      return event.telling(of, event.timestamp(), Map.of());
    }
    try (RawObject raw = object.get()) {
      byte[] content = read(raw, LARGEST_SIDECAR + 1);
      boolean newer =
          !Objects.equals(raw.etag(), event.etag())
              && raw.timestamp().compareTo(event.timestamp()) > 0;
      return event.telling(
          of, newer ? raw.timestamp() : event.timestamp(), said(event.key().object(), content));
    } catch (IOException e) {
      throw new FaultException(
          Fault.SWIFT_UNREACHABLE, "Swift broke off reading " + event.key() + ": " + e, e);
    }
  }

  /** What comes of an answer in time, as other events wait meanwhile, however slowly it comes. */
  private byte[] read(RawObject raw, int most) throws IOException {
    CompletableFuture<Void> over =
        new CompletableFuture<Void>().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    over.whenComplete((none, late) -> closeIf(late != null, raw));
    try {
      return raw.body().readNBytes(most);
    } catch (IOException e) {
      throw over.isDone()
          ? new IOException("it was not there after " + patience.toSeconds() + " s", e)
          : e;
    } finally {
      over.complete(null);
    }
  }

  private static void closeIf(boolean late, RawObject raw) {
    try {
      if (late) {
        raw.close();
      }
    } catch (IOException ignored) {
      // Whoever reads it is told.
    }
  }

  private static Map<String, String> said(String name, byte[] content) {
    try {
      if (content.length > LARGEST_SIDECAR) {
        throw new IllegalArgumentException("is larger than " + LARGEST_SIDECAR + " bytes");
      }
      return JsonSaying.of(content);
    } catch (IllegalArgumentException e) {
      return JsonSaying.unreadable(name + " " + e.getMessage());
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
