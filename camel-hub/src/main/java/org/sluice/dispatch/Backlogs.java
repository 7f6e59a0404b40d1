package org.sluice.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * What of some topics their consumer group, whichever hubs are in it, has not done yet. Nothing is
 * asked for but offsets and, of a partition that has something, its oldest record.
 */
public final class Backlogs {
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final KafkaClients kafka;
  private final String group;
  private KafkaConsumer<String, String> consumer;

  /**
   * @param oldest when the oldest entry was put there; null where there is none, or it did not come
   *     in time
   */
  public record Backlog(long entries, Instant oldest) {
    static final Backlog NONE = new Backlog(0, null);

    private Backlog and(long more, Instant when) {
      Instant first = oldest == null || (when != null && when.isBefore(oldest)) ? when : oldest;
      return new Backlog(entries + more, first);
    }
  }

  public Backlogs(KafkaClients kafka, String group) {
    this.kafka = kafka;
    this.group = group;
  }

  /**
   * @return a backlog for each topic
   * @throws KafkaException when Kafka does not answer
   */
  public synchronized Map<String, Backlog> of(Collection<String> topics) {
    try {
      if (consumer == null) {
        consumer = kafka.looker(group);
      }
      return look(topics);
    } catch (KafkaException e) {
      close();
      throw e;
    }
  }

  /**
   * How many entries, without asking for the oldest: one question a topic less, for who asks often.
   *
   * @return a number for each topic
   * @throws KafkaException when Kafka does not answer
   */
  public synchronized Map<String, Long> entries(Collection<String> topics) {
    try {
      if (consumer == null) {
        consumer = kafka.looker(group);
      }
      Map<TopicPartition, Long> ends = new HashMap<>();
      Map<TopicPartition, Long> from = from(topics, ends);
      Map<String, Long> entries = new HashMap<>();
      topics.forEach(topic -> entries.put(topic, 0L));
      from.forEach((p, next) -> entries.merge(p.topic(), ends.get(p) - next, Long::sum));
      return entries;
    } catch (KafkaException e) {
      close();
      throw e;
    }
  }

  private Map<String, Backlog> look(Collection<String> topics) {
    Map<String, Backlog> backlogs = new HashMap<>();
    topics.forEach(topic -> backlogs.put(topic, Backlog.NONE));
    Map<TopicPartition, Long> ends = new HashMap<>();
    Map<TopicPartition, Long> from = from(topics, ends);
    Map<TopicPartition, Instant> oldest = oldest(from);
    from.forEach(
        (partition, next) ->
            backlogs.computeIfPresent(
                partition.topic(),
                (t, one) -> one.and(ends.get(partition) - next, oldest.get(partition))));
    return backlogs;
  }

  /** Where those partitions stand that have something. */
  private Map<TopicPartition, Long> from(
      Collection<String> topics, Map<TopicPartition, Long> ends) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      List<PartitionInfo> known = consumer.partitionsFor(topic);
      if (known != null) {
        known.forEach(one -> partitions.add(new TopicPartition(topic, one.partition())));
      }
    }
    ends.putAll(consumer.endOffsets(partitions));
    Map<TopicPartition, OffsetAndMetadata> done = consumer.committed(new HashSet<>(partitions));
    List<TopicPartition> unknown = partitions.stream().filter(p -> done.get(p) == null).toList();
    Map<TopicPartition, Long> begins =
        unknown.isEmpty() ? Map.of() : consumer.beginningOffsets(unknown);
    Map<TopicPartition, Long> from = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata at = done.get(partition);
      long next = at == null ? begins.get(partition) : at.offset();
      if (next < ends.get(partition)) {
        from.put(partition, next);
      }
    }
    return from;
  }

  private Map<TopicPartition, Instant> oldest(Map<TopicPartition, Long> from) {
    Map<TopicPartition, Instant> oldest = new HashMap<>();
    if (from.isEmpty()) {
      return oldest;
    }
    consumer.assign(from.keySet());
    try {
      from.forEach(consumer::seek);
      long until = System.nanoTime() + LOOK.toNanos();
      while (oldest.size() < from.size() && System.nanoTime() < until) {
        Set<TopicPartition> here = new HashSet<>();
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          here.add(partition);
          oldest.putIfAbsent(partition, Instant.ofEpochMilli(record.timestamp()));
        }
        consumer.pause(here);
      }
    } finally {
      consumer.unsubscribe();
    }
    return oldest;
  }

  /** Lets the connection go. */
  public synchronized void close() {
    if (consumer != null) {
      KafkaConsumer<String, String> open = consumer;
      consumer = null;
      open.close(Duration.ZERO);
    }
  }
}
