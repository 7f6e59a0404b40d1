package org.sluice.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.DeletedRecords;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes from Kafka the events and the queues' entries that the hubs have done, some time after
 * they came. No time trims these topics, so nothing else ever would; what is not done stays,
 * however old it is.
 */
public final class DoneRecords {
  /** Name of the schedule that does so. */
  public static final String NAME = "done-records";

  private static final Logger LOG = LoggerFactory.getLogger(DoneRecords.class);
  private static final long NONE = -1;

  private final Topics topics;
  private final Duration kept;
  private final List<String> groups;

  /**
   * @param kept how long after it came a record stays that is done
   * @param groups the hubs' consumer groups
   */
  public DoneRecords(Topics topics, Duration kept, List<String> groups) {
    this.topics = topics;
    this.kept = kept;
    this.groups = groups;
  }

  /**
   * Deletes what is done by now. Done twice, it is as if done once.
   *
   * @throws IllegalStateException when Kafka does not answer or refuses
   */
  public void delete() {
    for (String group : groups) {
      Map<TopicPartition, Long> done = done(group);
      if (!done.isEmpty()) {
        delete(done);
      }
    }
  }

  /** Up to where a group has committed, and no further than what came long enough ago. */
  private Map<TopicPartition, Long> done(String group) {
    Map<TopicPartition, Long> done = new HashMap<>();
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          Topics.answer(
              topics.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(group),
              "What " + group + " has committed cannot be looked at");
      committed.forEach(
          (partition, at) -> {
            if (at != null && Topics.isHubs(partition.topic())) {
              done.put(partition, at.offset());
            }
          });
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "What " + group + " has committed cannot be looked at: " + e.getCause(), e.getCause());
    }
    OffsetSpec then = OffsetSpec.forTimestamp(Instant.now().minus(kept).toEpochMilli());
    ListOffsetsResult first =
        topics
            .admin()
            .listOffsets(done.keySet().stream().collect(Collectors.toMap(one -> one, one -> then)));
    done.replaceAll((partition, at) -> Math.min(at, since(first, partition)));
    done.values().removeIf(at -> at <= 0);
    return done;
  }

  /** Where the records begin that are to stay; of a partition that does not tell, all stay. */
  private static long since(ListOffsetsResult first, TopicPartition partition) {
    try {
      long offset =
          Topics.answer(first.partitionResult(partition), partition + " cannot be looked at")
              .offset();
      return offset == NONE ? Long.MAX_VALUE : offset;
    } catch (ExecutionException e) {
      LOG.debug("What is done of {} stays: {}", partition, e.getCause().toString());
      return 0;
    }
  }

  private void delete(Map<TopicPartition, Long> done) {
    Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
    done.forEach((partition, at) -> before.put(partition, RecordsToDelete.beforeOffset(at)));
    Map<TopicPartition, KafkaFuture<DeletedRecords>> asked =
        topics.admin().deleteRecords(before).lowWatermarks();
    int refused = 0;
    Throwable why = null;
    for (Map.Entry<TopicPartition, KafkaFuture<DeletedRecords>> one : asked.entrySet()) {
      try {
        Topics.answer(one.getValue(), "What is done of " + one.getKey() + " cannot be deleted");
      } catch (ExecutionException e) {
        refused++;
        why = e.getCause();
      }
    }
    if (why != null) {
      throw new IllegalStateException(
          "Kafka does not delete what is done of " + refused + " partitions, which grow: " + why,
          why);
    }
  }
}
