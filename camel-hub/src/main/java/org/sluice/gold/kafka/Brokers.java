package org.sluice.gold.kafka;

import org.apache.kafka.clients.producer.Producer;

/** The Kafka that records are sent to. Connects to nothing before it is asked for something. */
public interface Brokers {
  /** Their bootstrap servers. */
  String address();

  /** The one producer; acknowledges once all replicas that are in step have a record. */
  Producer<String, String> producer();

  /**
   * Makes a topic where it is missing, as the brokers' own settings have new ones.
   *
   * @throws IllegalStateException when they do not answer or refuse; its cause says why
   */
  void provide(String topic);
}
