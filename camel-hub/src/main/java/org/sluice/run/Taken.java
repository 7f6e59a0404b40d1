package org.sluice.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this hub has taken of its partitions: only what is done is committed. */
final class Taken {
  private static final Logger LOG = LoggerFactory.getLogger(Taken.class);

  private final int window;
  private final Map<TopicPartition, Offsets> offsets = new ConcurrentHashMap<>();

  /**
   * @param window how many of a partition are taken before the oldest is done
   */
  Taken(int window) {
    this.window = window;
  }

  /** Those of a partition, as long as it stays with this hub. */
  Offsets of(TopicPartition partition) {
    return offsets.computeIfAbsent(partition, p -> new Offsets());
  }

  /** Pauses partitions of which too much is taken, and lets them go on once it is done. */
  void throttle(Consumer<?, ?> consumer) {
    for (TopicPartition partition : consumer.assignment()) {
      Offsets mine = offsets.get(partition);
      boolean full = mine != null && mine.window() >= window;
      boolean paused = consumer.paused().contains(partition);
      if (mine != null) {
        mine.full(full);
      }
      if (full && !paused) {
        consumer.pause(Set.of(partition));
      } else if (!full && paused) {
        consumer.resume(Set.of(partition));
      }
    }
  }

  /**
   * Commits what is done. While partitions move between hubs that may have to wait for the next
   * poll: the next commit then has it.
   */
  void commit(Consumer<?, ?> consumer) {
    Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    offsets.forEach(
        (partition, mine) -> {
          long offset = mine.toCommit();
          if (offset >= 0) {
            done.put(partition, new OffsetAndMetadata(offset));
          }
        });
    if (done.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(done);
    } catch (RebalanceInProgressException e) {
      LOG.debug("What is done is committed later: {}", e.getMessage());
      return;
    }
    done.forEach((partition, o) -> offsets.get(partition).committed(o.offset()));
  }

  /** Partitions go to other hubs. */
  void leave(Collection<TopicPartition> gone) {
    for (TopicPartition partition : gone) {
      Offsets mine = offsets.remove(partition);
      if (mine != null) {
        mine.leave();
      }
    }
  }

  /** All partitions go. */
  void leaveAll() {
    leave(Set.copyOf(offsets.keySet()));
  }

  /** How many entries of each queue are done behind one that is not done yet. */
  Map<String, Long> ahead() {
    Map<String, Long> ahead = new HashMap<>();
    offsets.forEach((partition, mine) -> ahead.merge(partition.topic(), mine.ahead(), Long::sum));
    return ahead;
  }
}
