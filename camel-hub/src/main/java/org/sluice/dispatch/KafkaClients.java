package org.sluice.dispatch;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka clients as the hub wants them: nothing acknowledged early, nothing committed unasked. */
public final class KafkaClients {
  private static final Duration REQUEST = Duration.ofSeconds(10);

  private final String bootstrap;
  private final Properties common;

  /**
   * @param common client properties for TLS and SASL; may be empty
   */
  public KafkaClients(String bootstrap, Properties common) {
    this.bootstrap = bootstrap;
    this.common = common;
  }

  Admin admin() {
    Properties properties = properties();
    properties.putIfAbsent("request.timeout.ms", (int) REQUEST.toMillis());
    properties.putIfAbsent("default.api.timeout.ms", (int) REQUEST.toMillis());
    return Admin.create(properties);
  }

  public KafkaProducer<String, String> producer() {
    return producer(Map.of());
  }

  /**
   * A producer for records of routes.
   *
   * @param patience how long a record may take to be acknowledged, all attempts together
   */
  public KafkaProducer<String, String> producer(Duration patience) {
    return producer(
        Map.of(
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis(),
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) patience.toMillis()));
  }

  private KafkaProducer<String, String> producer(Map<String, Object> more) {
    Properties properties = properties();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) REQUEST.toMillis());
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    properties.putAll(more);
    return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
  }

  /** A consumer that shares its group's partitions cooperatively and commits when told to. */
  public KafkaConsumer<String, String> consumer(String group, int maxPoll) {
    Properties properties = properties();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPoll);
    properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
    // A hub that was killed gives its partitions back after this long.
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
  }

  /** A consumer that looks at what a group has not done, and takes no part in it. */
  KafkaConsumer<String, String> looker(String group) {
    Properties properties = properties();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // One record of each partition is asked for; Kafka gives a whole batch of its own all the same.
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
    return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(common);
    properties.put("bootstrap.servers", bootstrap);
    return properties;
  }
}
