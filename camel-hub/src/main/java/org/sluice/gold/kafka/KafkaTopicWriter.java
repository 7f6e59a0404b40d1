package org.sluice.gold.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.sluice.batch.BatchWatch;
import org.sluice.fault.FaultException;
import org.sluice.fault.FaultKind;

/**
 * Sends records through Kafka's own producer, which all runs share and which groups what they send.
 */
public final class KafkaTopicWriter implements TopicWriter {
  private final Brokers brokers;
  private final BatchWatch watch;
  private final Set<String> provided = ConcurrentHashMap.newKeySet();

  /**
   * @param watch told of each write
   */
  public KafkaTopicWriter(Brokers brokers, BatchWatch watch) {
    this.brokers = brokers;
    this.watch = watch;
  }

  @Override
  public String brokers() {
    return brokers.address();
  }

  @Override
  public Map<Integer, FaultException> write(TopicBatch batch) {
    long from = System.nanoTime();
    boolean well = false;
    try {
      Map<Integer, FaultException> refused = batch.messages().isEmpty() ? Map.of() : send(batch);
      well = true;
      return refused;
    } finally {
      watch.wrote(batch.messages().size(), System.nanoTime() - from, well);
    }
  }

  private Map<Integer, FaultException> send(TopicBatch batch) {
    List<Future<RecordMetadata>> sent = new ArrayList<>(batch.messages().size());
    Map<Integer, FaultException> refused = new HashMap<>();
    try {
      if (!provided.contains(batch.topic())) {
        brokers.provide(batch.topic());
        provided.add(batch.topic());
      }
      Producer<String, String> producer = brokers.producer();
      for (TopicBatch.Message message : batch.messages()) {
        Future<RecordMetadata> one = producer.send(record(batch, message));
        sent.add(one);
        if (one.isDone()) {
          // Where Kafka has fallen silent each would else wait as long as the first.
          dataFault(batch.topic(), one);
        }
      }
      for (int place = 0; place < sent.size(); place++) {
        FaultException fault = dataFault(batch.topic(), sent.get(place));
        if (fault != null) {
          refused.put(place, fault);
        }
      }
      return refused;
    } catch (KafkaException | IllegalStateException e) {
      provided.remove(batch.topic());
      throw KafkaFaults.of(brokers(), batch.topic(), e);
    } catch (FaultException e) {
      provided.remove(batch.topic());
      throw e;
    }
  }

  /** Null where Kafka has acknowledged it; throws what is not the record's fault. */
  private FaultException dataFault(String topic, Future<RecordMetadata> sent) {
    FaultException fault = fault(topic, sent);
    if (fault != null && fault.fault().kind() != FaultKind.DATA) {
      throw fault;
    }
    return fault;
  }

  private FaultException fault(String topic, Future<RecordMetadata> sent) {
    try {
      sent.get();
      return null;
    } catch (ExecutionException e) {
      return KafkaFaults.of(brokers(), topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return KafkaFaults.of(brokers(), topic, e);
    }
  }

  private static ProducerRecord<String, String> record(
      TopicBatch batch, TopicBatch.Message message) {
    ProducerRecord<String, String> record =
        new ProducerRecord<>(batch.topic(), message.key(), message.value());
    record.headers().add("sluice-id", bytes(message.id()));
    batch.headers().forEach((name, value) -> record.headers().add(name, bytes(value)));
    return record;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
