package org.sluice.repair.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.sluice.dispatch.KafkaClients;
import org.sluice.dispatch.Topics;
import org.sluice.event.ObjectKey;

/** Puts events on {@code lake.events}, under the same keys as the intake does. */
public final class KafkaDoor implements Door, AutoCloseable {
  private final KafkaClients kafka;
  private final Topics topics;
  private KafkaProducer<String, String> producer;

  public KafkaDoor(KafkaClients kafka, Topics topics) {
    this.kafka = kafka;
    this.topics = topics;
  }

  @Override
  public synchronized void send(List<JsonNode> events) {
    topics.ensure(Topics.EVENTS);
    if (producer == null) {
      producer = kafka.producer();
    }
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (JsonNode event : events) {
      sent.add(
          producer.send(new ProducerRecord<>(Topics.EVENTS, key(event).path(), event.toString())));
    }
    producer.flush();
    try {
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka has not taken an event: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted sending events", e);
    }
  }

  private static ObjectKey key(JsonNode event) {
    JsonNode data = event.path("data");
    return new ObjectKey(
        data.path("account").asText(),
        data.path("container").asText(),
        data.path("object").asText());
  }

  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(5));
    }
  }
}
