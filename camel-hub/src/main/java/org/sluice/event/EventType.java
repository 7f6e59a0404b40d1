package org.sluice.event;

/** What happened to the object: the last part of the CloudEvent's type. */
public enum EventType {
  CREATED,
  COPIED,
  METADATA,
  DELETED,
  CHANGED,
  /** What its sidecar says of the object. Made by the hub; no event comes with it. */
  SIDECAR;

  private static final String PREFIX = "org.sluice.object.";

  /**
   * @throws IllegalArgumentException for any other type
   */
  static EventType of(String type) {
    for (EventType candidate : values()) {
      if (candidate != SIDECAR && type.equals(candidate.type())) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("type is no object event: " + type);
  }

  /** The CloudEvent's type. */
  public String type() {
    return PREFIX + name().toLowerCase(java.util.Locale.ROOT);
  }
}
