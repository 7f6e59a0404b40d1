package org.sluice;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.Producer;
import org.sluice.dispatch.KafkaClients;
import org.sluice.dispatch.Topics;
import org.sluice.gold.kafka.Brokers;
import org.sluice.settings.Setting;
import org.sluice.settings.Settings;

/** The Kafka that routes send records to: the lake's own, or the one that the settings name. */
final class GoldKafka implements Brokers {
  /** How long a record may take, all attempts together. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String address;
  private final KafkaClients clients;
  private final Topics topics;
  private Producer<String, String> producer;

  GoldKafka(Settings settings) {
    String own = settings.text(Setting.GOLD_KAFKA_BOOTSTRAP);
    boolean isLakes = own.isEmpty();
    this.address = isLakes ? settings.text(Setting.KAFKA_BOOTSTRAP) : own;
    Properties properties =
        settings.properties(
            isLakes ? Setting.KAFKA_CLIENT_PROPERTIES : Setting.GOLD_KAFKA_CLIENT_PROPERTIES);
    this.clients = new KafkaClients(address, properties);
    this.topics = new Topics(clients, 1, 1, 1);
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public synchronized Producer<String, String> producer() {
    if (producer == null) {
      producer = clients.producer(PATIENCE);
    }
    return producer;
  }

  @Override
  public void provide(String topic) {
    topics.provide(topic);
  }
}
