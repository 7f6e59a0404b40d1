package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.Said;

/** What of a queue is deleted, and what is said of topics that are not as they ought to be. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_KAFKA", matches = ".+")
class DoneRecordsLakeTest {
  private static final int ENTRIES = 10;
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final String route = "tried-" + UUID.randomUUID();
  private final String topic = Topics.route(route);
  private final String group = "test-" + route;
  private final KafkaClients kafka =
      new KafkaClients(System.getenv("SLUICE_KAFKA"), new Properties());
  private final Topics topics = new Topics(kafka, 1, 2, 2);
  private final Admin admin = kafka.admin();
  private final List<String> made = new ArrayList<>(List.of(topic));

  @AfterEach
  void clear() throws Exception {
    try (admin) {
      admin.deleteConsumerGroups(List.of(group));
      admin.deleteTopics(made).all().get();
    }
  }

  private TopicPartition partition(String of, int number) {
    return new TopicPartition(of, number);
  }

  /** Ten entries on each of two partitions; the first half of them is two days old. */
  private void fill(String of) {
    long now = System.currentTimeMillis();
    try (KafkaProducer<String, String> producer = kafka.producer()) {
      for (int n = 0; n < ENTRIES; n++) {
        long at = n < ENTRIES / 2 ? now - 2 * DAY : now;
        producer.send(new ProducerRecord<>(of, 0, at, "k", "v"));
        producer.send(new ProducerRecord<>(of, 1, at, "k", "v"));
      }
      producer.flush();
    }
  }

  private void commit(TopicPartition partition, long offset) throws Exception {
    admin
        .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  /** Offsets at which the partitions begin. */
  private List<Long> begins(String of) throws Exception {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    asked.put(partition(of, 0), OffsetSpec.earliest());
    asked.put(partition(of, 1), OffsetSpec.earliest());
    var told = admin.listOffsets(asked).all().get();
    return List.of(told.get(partition(of, 0)).offset(), told.get(partition(of, 1)).offset());
  }

  private void delete(Duration kept) {
    new DoneRecords(topics, kept, List.of(group, group + "-none")).delete();
  }

  @Test
  void whatTheGroupHasDoneGoesAndWhatWaitsStays() throws Exception {
    topics.ensure(topic);
    fill(topic);
    commit(partition(topic, 0), 7);
    delete(Duration.ZERO);
    assertEquals(List.of(7L, 0L), begins(topic));
    commit(partition(topic, 0), ENTRIES);
    commit(partition(topic, 1), 3);
    delete(Duration.ZERO);
    delete(Duration.ZERO);
    assertEquals(List.of((long) ENTRIES, 3L), begins(topic));
  }

  @Test
  void whatIsDoneStaysForAWhile() throws Exception {
    topics.ensure(topic);
    fill(topic);
    commit(partition(topic, 0), 7);
    commit(partition(topic, 1), 3);
    delete(Duration.ofDays(1));
    assertEquals(List.of(5L, 3L), begins(topic));
    delete(Duration.ofDays(3));
    assertEquals(List.of(5L, 3L), begins(topic));
  }

  @Test
  void nothingIsDeletedOfATopicThatOthersRead() throws Exception {
    String gold = Topics.gold(route);
    made.set(0, gold);
    topics.ensure(gold);
    fill(gold);
    commit(partition(gold, 0), 7);
    delete(Duration.ZERO);
    assertEquals(List.of(0L, 0L), begins(gold));
  }

  @Test
  void announcementsOfGoldAreKeptAsLongAsKafkaKeepsAnything() throws Exception {
    String gold = Topics.gold(route);
    made.add(gold);
    topics.ensure(topic);
    topics.ensure(gold);
    assertEquals("-1", config(topic).get("retention.ms").value());
    assertNotEquals(
        ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG, config(gold).get("retention.ms").source());
  }

  private Config config(String of) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, of);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource);
  }

  @Test
  void aQueueThatSomebodyMadeOtherwiseIsTold() throws Exception {
    admin
        .createTopics(
            List.of(
                new NewTopic(topic, 1, (short) 1)
                    .configs(Map.of("retention.ms", "1000", "cleanup.policy", "compact"))))
        .all()
        .get();
    try (Said said = new Said(Topics.class)) {
      topics.ensure(topic);
      topics.ensure(topic);
      String all = String.join("\n", said.lines());
      assertEquals(3, said.lines().size(), all);
      assertTrue(all.contains(topic + " has retention.ms=1000 where it ought to be -1"), all);
      assertTrue(all.contains(" has cleanup.policy=compact where it ought to be delete"), all);
      assertTrue(all.contains(topic + " has 1 partitions where the hub's settings say 2"), all);
    }
  }

  @Test
  void ofOneThatAHubMadeNothingIsTold() {
    topics.ensure(topic);
    try (Said said = new Said(Topics.class)) {
      new Topics(kafka, 1, 2, 2).ensure(topic);
      assertEquals(List.of(), said.lines());
    }
  }
}
