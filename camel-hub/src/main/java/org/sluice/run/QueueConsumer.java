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
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

/**
 * One Kafka consumer a hub for the queues of all routes. It commits only what is done, and pauses a
 * partition of which too much is taken; a route that stands still so holds up nobody else. What
 * goes to another hub is not begun here any more.
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

  private final Supplier<Consumer<String, String>> kafka;
  private final Ensure topics;
  private final RouteTable table;
  private final QueuedRun.Attempts attempts;
  private final Runnable sweep;
  private final Circuits circuits;
  private final Handover handover;
  private final Aside refused;
  private final int concurrency;
  private final Taken taken;
  private final ExecutorService threads = Threads.perTask("run-");
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
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
    this(
        () -> kafka.consumer(GROUP, MAX_POLL),
        topics::ensure,
        table,
        runner::run,
        runner::sweep,
        circuits,
        handover,
        refused::put,
        concurrency,
        new Taken(window));
  }

  QueueConsumer(
      Supplier<Consumer<String, String>> kafka,
      Ensure topics,
      RouteTable table,
      QueuedRun.Attempts attempts,
      Runnable sweep,
      Circuits circuits,
      Handover handover,
      Aside refused,
      int concurrency,
      Taken taken) {
    this.kafka = kafka;
    this.topics = topics;
    this.table = table;
    this.attempts = attempts;
    this.sweep = sweep;
    this.circuits = circuits;
    this.handover = handover;
    this.refused = refused;
    this.concurrency = concurrency;
    this.taken = taken;
  }

  /** Where an entry goes that no run can be made of. */
  interface Aside {
    void put(String position, String text, Throwable why);
  }

  /** Makes a topic where it is missing. */
  interface Ensure {
    void topic(String name);
  }

  @Override
  public void run() {
    Pause pause = new Pause(LONGEST_PAUSE);
    timer.scheduleWithFixedDelay(
        this::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    while (!stopping) {
      try (Consumer<String, String> consumer = kafka.get()) {
        Set<String> subscribed = new TreeSet<>();
        while (!stopping) {
          subscribe(consumer, subscribed);
          if (subscribed.isEmpty()) {
            pause.longer();
            continue;
          }
          consumer.poll(POLL).forEach(this::take);
          taken.throttle(consumer);
          commitSometimes(consumer);
          trouble = null;
          pause.reset();
        }
        finish(consumer);
      } catch (WakeupException e) {
        return;
      } catch (RuntimeException | Error e) {
        if (trouble == null) {
          LOG.warn("Queues are not read and are opened again: {}", e.toString());
        }
        trouble = e.toString();
        taken.leaveAll();
        dropLeft();
        pause.longer();
      }
    }
  }

  private void subscribe(Consumer<String, String> consumer, Set<String> subscribed) {
    Set<String> wanted = table.topics();
    if (!wanted.equals(subscribed)) {
      wanted.forEach(topics::topic);
      consumer.subscribe(wanted, new Rebalance(consumer));
      subscribed.clear();
      subscribed.addAll(wanted);
    }
  }

  void take(ConsumerRecord<String, String> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    Offsets mine = taken.of(partition);
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
    Circuit circuit = circuits.of(entry.route());
    lanes
        .computeIfAbsent(entry.route(), r -> new Lane(concurrency, circuit, live, threads, timer))
        .submit(
            record.key(),
            entry.run().isLive(),
            new QueuedRun(entry, record.offset(), mine, circuit, attempts));
  }

  /** What has not begun of what is no longer this hub's. */
  private void dropLeft() {
    lanes
        .values()
        .forEach(lane -> lane.drop(work -> work instanceof QueuedRun one && one.isLeft()));
  }

  private void sweep() {
    try {
      sweep.run();
    } catch (RuntimeException | Error e) {
      LOG.debug("What goes is not on record yet: {}", e.toString());
    }
  }

  /** A commit is a round trip: what is done is committed a few times a second. */
  private void commitSometimes(Consumer<String, String> consumer) {
    if (System.nanoTime() - committedAt > COMMIT.toNanos()) {
      taken.commit(consumer);
      committedAt = System.nanoTime();
    }
  }

  private void finish(Consumer<String, String> consumer) {
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
    taken.commit(consumer);
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
    return taken.ahead();
  }

  public void stop() {
    stopping = true;
  }

  /** What is done of a partition is committed before it goes to another hub. */
  private final class Rebalance implements ConsumerRebalanceListener {
    private final Consumer<String, String> consumer;

    Rebalance(Consumer<String, String> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      taken.commit(consumer);
      taken.leave(revoked);
      dropLeft();
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
      taken.leave(lost);
      dropLeft();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      handover.forget();
      LOG.debug("Reads {}", assigned);
    }
  }
}
