package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.dispatch.RouteTable;

/** What becomes of an entry that no run can be made of. */
class UnreadableEntryTest {
  private final Map<String, String> aside = new LinkedHashMap<>();
  private boolean full;

  private final QueueConsumer consumer = consumer();

  private QueueConsumer consumer() {
    return new QueueConsumer(
        () -> null,
        topic -> {},
        new RouteTable(),
        (entry, circuit, later) -> null,
        () -> {},
        new Circuits(Duration.ofSeconds(1)),
        new Handover(),
        this::put,
        1,
        new Taken(1));
  }

  private void put(String position, String text, Throwable why) {
    if (full) {
      throw new IllegalStateException("no room");
    }
    aside.put(position, text);
  }

  private void take(String text) {
    consumer.take(new ConsumerRecord<>("lake.route.x", 3, 7, "k", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{]",
        "null",
        "7",
        "{}",
        "{\"eventId\": \"E\", \"route\": \"x\", \"revision\": \"r\", \"replay\": \"0\"}",
        "{\"eventId\": \"E\", \"revision\": \"r\", \"replay\": \"0\", \"account\": \"a\","
            + " \"container\": \"c\", \"object\": \"o\"}"
      })
  void itIsSetAsideUnderItsPlaceOnTheQueue(String text) {
    take(text);
    assertEquals(Map.of("lake.route.x/3/7", text), aside);
  }

  @Test
  void oneWithoutAnyTextAsWell() {
    take(null);
    assertEquals(1, aside.size());
  }

  @Test
  void whereItCannotBeSetAsideNothingBehindItIsDone() {
    full = true;
    assertThrows(IllegalStateException.class, () -> take("{]"));
  }
}
