package org.sluice.repair;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.event.ObjectEvent;
import org.sluice.repair.reconcile.Door;

/**
 * Sends events again that were set aside, as they were. They stay set aside until they are
 * registered: what is refused again is not lost.
 */
public final class RefusedRetry {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 100;

  private final RefusedEvents refused;
  private final Door door;

  public RefusedRetry(RefusedEvents refused, Door door) {
    this.refused = refused;
    this.door = door;
  }

  /** One that is not sent. */
  public record Left(String id, String why) {}

  /** What came of it. */
  public record Sent(int sent, List<Left> left) {}

  /**
   * Returns once Kafka has them.
   *
   * @param id of one; null for all
   */
  public Sent again(String id) {
    int[] sent = new int[1];
    List<Left> left = new ArrayList<>();
    List<JsonNode> batch = new ArrayList<>();
    refused.each(
        id,
        (one, text) -> {
          if (RefusedEvents.isRun(one)) {
            left.add(
                new Left(
                    one,
                    "It is a run that is not on record; replay the object once this is mended"));
            return;
          }
          try {
            JsonNode event = JSON.readTree(text);
            ObjectEvent.of(event);
            batch.add(event);
          } catch (JsonProcessingException | RuntimeException e) {
            left.add(new Left(one, "It is no whole event of an object"));
          }
          if (batch.size() == BATCH) {
            sent[0] += send(batch);
          }
        });
    sent[0] += send(batch);
    return new Sent(sent[0], left);
  }

  private int send(List<JsonNode> batch) {
    int size = batch.size();
    if (size > 0) {
      door.send(List.copyOf(batch));
      batch.clear();
    }
    return size;
  }
}
