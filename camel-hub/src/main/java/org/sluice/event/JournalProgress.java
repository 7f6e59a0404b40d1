package org.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The shipper's word on the numbers of a journal from one to another, both included.
 *
 * @param to {@code from - 1} where it tells of none: up to there all was told before
 * @param lost why nothing can be said of them; null when each was delivered or came to nothing
 * @param again told because the hub asked for them once more
 */
public record JournalProgress(
    String proxy, String epoch, long from, long to, String lost, boolean again) {
  private static final String TYPE = "org.sluice.journal.progress";

  /** Whether an event is one. */
  public static boolean is(JsonNode event) {
    return event.path("type").asText().equals(TYPE);
  }

  /**
   * @param event as the schema has it
   */
  public static JournalProgress of(JsonNode event) {
    JsonNode data = event.path("data");
    return new JournalProgress(
        data.path("proxy").asText(),
        data.path("epoch").asText(),
        data.path("from").asLong(),
        data.path("to").asLong(),
        data.path("lost").textValue(),
        data.path("again").asBoolean());
  }
}
