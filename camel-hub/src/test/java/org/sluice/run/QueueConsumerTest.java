package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.mongodb.client.MongoDatabase;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.dispatch.KafkaClients;
import org.sluice.dispatch.RouteTable;
import org.sluice.dispatch.Topics;

/** What becomes of an entry that no run can be made of. */
class QueueConsumerTest {
  private final Map<String, String> aside = new LinkedHashMap<>();
  private boolean full;

  private final QueueConsumer consumer = consumer();

  private QueueConsumer consumer() {
    KafkaClients nobody = new KafkaClients("127.0.0.1:1", new Properties());
    return new QueueConsumer(
        nobody,
        new Topics(nobody, 1, 1, 1),
        new RouteTable(),
        null,
        new Circuits(Duration.ofSeconds(1)),
        new Handover(),
        refused(),
        1,
        1);
  }

  private RefusedEvents refused() {
    return new RefusedEvents(
        (MongoDatabase)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MongoDatabase.class},
                (p, m, a) -> null)) {
      @Override
      public void put(String position, String text, Throwable why) {
        if (full) {
          throw new IllegalStateException("no room");
        }
        aside.put(position, text);
      }
    };
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
