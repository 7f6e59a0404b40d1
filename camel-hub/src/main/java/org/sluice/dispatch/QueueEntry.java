package org.sluice.dispatch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import org.sluice.catalogue.RunKey;
import org.sluice.event.ObjectKey;

/**
 * What stands on a route's queue: which run is to be done. What it needs beside, it looks up.
 *
 * @param transId of the request to Swift; null where it is not known
 * @param queued when it was queued, in milliseconds since 1970
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record QueueEntry(
    String eventId,
    String route,
    String revision,
    String replay,
    String account,
    String container,
    String object,
    String version,
    String transId,
    long queued) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public RunKey run() {
    return new RunKey(eventId, route, revision, replay);
  }

  public ObjectKey key() {
    return new ObjectKey(account, container, object);
  }

  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @throws IllegalArgumentException when the text is no entry, or one that does not say which run
   *     of which object
   */
  public static QueueEntry of(String json) {
    QueueEntry entry;
    try {
      entry = json == null ? null : JSON.readValue(json, QueueEntry.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("No entry of a queue: " + e.getOriginalMessage(), e);
    }
    if (entry == null || !entry.isWhole()) {
      throw new IllegalArgumentException(
          "No entry of a queue: it does not say which run of which object");
    }
    return entry;
  }

  private boolean isWhole() {
    return Stream.of(eventId, route, revision, replay, account, container, object)
        .noneMatch(one -> one == null || one.isEmpty());
  }
}
