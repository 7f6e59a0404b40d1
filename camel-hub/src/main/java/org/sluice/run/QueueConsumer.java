package org.sluice.run;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.dispatch.KafkaClients;
import org.sluice.dispatch.Pause;
import org.sluice.dispatch.QueueEntry;
import org.sluice.dispatch.RouteTable;
import org.sluice.dispatch.Topics;
import org.sluice.event.TransId;

/**
 * One Kafka consumer a hub for the queues of all routes. It commits only what is done, and pauses a
 * partition of which too much is taken; a route that stands still so holds up nobody else.
 */
public final class QueueConsumer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(QueueConsumer.class);

  /** Consumer group of the hubs for all queues. */
  public static final String GROUP = "sluice-runs";

  private static final int MAX_POLL = 200;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration COMMIT = Duration.ofMillis(200);
  private static final Duration END = Duration.ofSeconds(10);
  private static final Duration SWEEP = Duration.ofMillis(500);

  private final KafkaClients kafka;
  private final Topics topics;
  private final RouteTable table;
  private final Runner runner;
  private final Circuits circuits;
  private final Handover handover;
  private final RefusedEvents refused;
  private final int concurrency;
  private final int window;
  private final ExecutorService threads = Threads.perTask("run-");
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Map<TopicPartition, Offsets> offsets = new ConcurrentHashMap<>();
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final LiveRuns live = new LiveRuns();
  private long committedAt;
  private volatile boolean stopping;
  private volatile String trouble = "starting";

  /**
   * @param circuits of all routes
   * @param handover what is forgotten when other queues come to this hub
   * @param refused where entries go that cannot be read
   * @param concurrency objects of one route that run at a time
   * @param window how many of a partition are taken before the oldest is done
   */
  public QueueConsumer(
      KafkaClients kafka,
      Topics topics,
      RouteTable table,
      Runner runner,
      Circuits circuits,
      Handover handover,
      RefusedEvents refused,
      int concurrency,
      int window) {
    this.kafka = kafka;
    this.topics = topics;
    this.table = table;
    this.runner = runner;
    this.circuits = circuits;
    this.handover = handover;
    this.refused = refused;
    this.concurrency = concurrency;
    this.window = window;
  }

  @Override
  public void run() {
    Pause pause = new Pause(LONGEST_PAUSE);
    timer.scheduleWithFixedDelay(
        this::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    while (!stopping) {
      try (KafkaConsumer<String, String> consumer = kafka.consumer(GROUP, MAX_POLL)) {
        Set<String> subscribed = new TreeSet<>();
        while (!stopping) {
          subscribe(consumer, subscribed);
          if (subscribed.isEmpty()) {
            pause.longer();
            continue;
          }
          consumer.poll(POLL).forEach(this::take);
          throttle(consumer);
          commitSometimes(consumer);
          trouble = null;
          pause.reset();
        }
        finish(consumer);
      } catch (WakeupException e) {
        return;
      } catch (RuntimeException e) {
        if (trouble == null) {
          LOG.warn("Queues are not read and are opened again: {}", e.toString());
        }
        trouble = e.toString();
        offsets.clear();
        pause.longer();
      }
    }
  }

  private void subscribe(KafkaConsumer<String, String> consumer, Set<String> subscribed) {
    Set<String> wanted = table.topics();
    if (!wanted.equals(subscribed)) {
      wanted.forEach(topics::ensure);
      consumer.subscribe(wanted, new Rebalance(consumer));
      subscribed.clear();
      subscribed.addAll(wanted);
    }
  }

  void take(ConsumerRecord<String, String> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    Offsets mine = offsets.computeIfAbsent(partition, p -> new Offsets());
    mine.taken(record.offset());
    QueueEntry entry;
    try {
      entry = QueueEntry.of(record.value());
    } catch (IllegalArgumentException e) {
      refused.put(
          record.topic() + "/" + record.partition() + "/" + record.offset(), record.value(), e);
      mine.done(record.offset());
      return;
    }
    // What a replay has taken out is no sign that anybody uploads.
    if (entry.run().isLive() && !entry.run().isOfTaken()) {
      live.came();
    }
    lanes
        .computeIfAbsent(
            entry.route(), r -> new Lane(concurrency, circuits.of(r), live, threads, timer))
        .submit(
            record.key(),
            entry.run().isLive(),
            over ->
                work(
                    entry,
                    outcome -> {
                      if (outcome.again() == null) {
                        mine.done(record.offset());
                      }
                      over.accept(outcome);
                    }));
  }

  private void work(QueueEntry entry, Consumer<Outcome> over) {
    try {
      Outcome outcome = runner.run(entry, circuits.of(entry.route()), over);
      if (outcome != null) {
        over.accept(outcome);
      }
    } catch (RuntimeException | Error e) {
      over.accept(Conclusion.unrecorded(entry, e));
    } finally {
      TransId.over();
    }
  }

  private void throttle(KafkaConsumer<String, String> consumer) {
    for (TopicPartition partition : consumer.assignment()) {
      Offsets mine = offsets.get(partition);
      boolean full = mine != null && mine.window() >= window;
      boolean paused = consumer.paused().contains(partition);
      if (full && !paused) {
        consumer.pause(Set.of(partition));
      } else if (!full && paused) {
        consumer.resume(Set.of(partition));
      }
    }
  }

  private void sweep() {
    try {
      runner.sweep();
    } catch (RuntimeException e) {
      LOG.debug("What goes is not on record yet: {}", e.toString());
    }
  }

  /** A commit is a round trip: what is done is committed a few times a second. */
  private void commitSometimes(KafkaConsumer<String, String> consumer) {
    if (System.nanoTime() - committedAt > COMMIT.toNanos()) {
      commit(consumer);
      committedAt = System.nanoTime();
    }
  }

  private void commit(KafkaConsumer<String, String> consumer) {
    Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    offsets.forEach(
        (partition, mine) -> {
          long offset = mine.toCommit();
          if (offset >= 0) {
            done.put(partition, new OffsetAndMetadata(offset));
          }
        });
    if (!done.isEmpty()) {
      consumer.commitSync(done);
      done.forEach((partition, o) -> offsets.get(partition).committed(o.offset()));
    }
  }

  private void finish(KafkaConsumer<String, String> consumer) {
    long until = System.nanoTime() + END.toNanos();
    lanes.values().forEach(Lane::stop);
    threads.shutdown();
    timer.shutdownNow();
    try {
      threads.awaitTermination(END.toNanos(), TimeUnit.NANOSECONDS);
      for (Lane lane : lanes.values()) {
        lane.awaitEnds(until);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    commit(consumer);
  }

  /** Why queues are not read now; null when they are. */
  public String trouble() {
    return trouble;
  }

  /** How many runs of each route are at it in this hub now. */
  public Map<String, Integer> running() {
    Map<String, Integer> running = new HashMap<>();
    lanes.forEach((route, lane) -> running.put(route, lane.active()));
    return running;
  }

  /** How many entries of each queue this hub has done behind one that is not done yet. */
  public Map<String, Long> ahead() {
    Map<String, Long> ahead = new HashMap<>();
    offsets.forEach((partition, mine) -> ahead.merge(partition.topic(), mine.ahead(), Long::sum));
    return ahead;
  }

  public void stop() {
    stopping = true;
  }

  /** What is done of a partition is committed before it goes to another hub. */
  private final class Rebalance implements ConsumerRebalanceListener {
    private final KafkaConsumer<String, String> consumer;

    Rebalance(KafkaConsumer<String, String> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      commit(consumer);
      revoked.forEach(offsets::remove);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
      lost.forEach(offsets::remove);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      handover.forget();
      LOG.debug("Reads {}", assigned);
    }
  }
}
