package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.catalogue.Trouble;
import org.sluice.dispatch.QueueEntry;
import org.sluice.dispatch.RouteTable;
import org.sluice.dispatch.Topics;

/** What is read of queues, committed, paused, and left to other hubs. */
class QueueConsumerTest {
  private static final TopicPartition P0 = new TopicPartition(Topics.REMOVALS, 0);
  private static final TopicPartition P1 = new TopicPartition(Topics.REMOVALS, 1);

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final BlockingQueue<Begun> begun = new LinkedBlockingQueue<>();
  private final Map<Consumer<Outcome>, Boolean> open = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();
  private final Circuits circuits = new Circuits(Duration.ofSeconds(30));
  private volatile boolean rebalancing;
  private volatile Error fails;

  /** What was said when Kafka was opened for the last time. */
  private volatile String said;

  private QueueConsumer queues;

  /** An attempt that goes on until it is told its outcome. */
  private record Begun(String object, Consumer<Outcome> later) {}

  private final MockConsumer<String, String> kafka =
      new MockConsumer<>(OffsetResetStrategy.EARLIEST) {
        @Override
        public synchronized ConsumerRecords<String, String> poll(Duration timeout) {
          Thread.yield();
          return super.poll(timeout);
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
          if (rebalancing) {
            refused.incrementAndGet();
            throw new RebalanceInProgressException("poll, then again");
          }
          super.commitSync(offsets);
          offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        }
      };

  @AfterEach
  void end() throws Exception {
    queues.stop();
    for (Consumer<Outcome> later : open.keySet()) {
      later.accept(Outcome.done());
    }
    thread.shutdown();
    assertTrue(thread.awaitTermination(60, TimeUnit.SECONDS));
  }

  @Test
  void afterAnErrorItSaysSoAndReadsOn() throws Exception {
    fails = new OutOfMemoryError("unable to create native thread");
    start(10, 100);
    comes(P0, "a");
    next(1).get("a").accept(Outcome.done());
    await(() -> committed.getOrDefault(P0, 0L) == 1);
    assertEquals("java.lang.OutOfMemoryError: unable to create native thread", said);
    assertNull(queues.trouble());
  }

  @Test
  void onlyWhatIsDoneIsCommitted() throws Exception {
    start(10, 100);
    comes(P0, "a", "b", "c");
    Map<String, Consumer<Outcome>> all = next(3);
    all.get("b").accept(Outcome.done());
    all.get("c").accept(Outcome.later(Duration.ofHours(1)));
    inPoll(() -> kafka.rebalance(List.of(P1)));
    assertEquals(0, committed.getOrDefault(P0, 0L));
  }

  @Test
  void whatIsDoneIsCommittedUpToTheOldestThatIsNot() throws Exception {
    start(10, 100);
    comes(P0, "a", "b", "c");
    Map<String, Consumer<Outcome>> all = next(3);
    all.get("b").accept(Outcome.done());
    all.get("a").accept(Outcome.done());
    await(() -> committed.getOrDefault(P0, 0L) == 2);
  }

  @Test
  void aCommitThatIsToWaitForTheRebalanceIsMadeAfterIt() throws Exception {
    start(10, 100);
    rebalancing = true;
    comes(P0, "a", "b");
    next(2).get("a").accept(Outcome.done());
    await(() -> refused.get() >= 2);
    rebalancing = false;
    await(() -> committed.getOrDefault(P0, 0L) == 1);
    assertEquals(1, opened.get());
    assertNull(begun.peek(), "all would come again");
  }

  @Test
  void whatHasNotBegunOfAPartitionThatGoesIsNotBegun() throws Exception {
    start(1, 100);
    comes(P0, "a", "b", "c");
    // One that is at it, and one of which only the end is to come.
    Map<String, Consumer<Outcome>> two = next(2);
    rebalancing = true;
    inPoll(() -> kafka.rebalance(List.of()));
    rebalancing = false;
    comes(P1, "d");
    two.get("a").accept(Outcome.done());
    assertEquals(Set.of("d"), next(1).keySet());
    assertEquals(0, committed.getOrDefault(P0, 0L));
    assertEquals(1, opened.get(), "what cannot be committed now is no reason to read all again");
  }

  @Test
  void whatIsToBeTriedAgainOfAPartitionThatWentIsLeftToTheOtherHub() throws Exception {
    start(1, 100);
    comes(P0, "a");
    Consumer<Outcome> a = next(1).get("a");
    inPoll(() -> kafka.rebalance(List.of()));
    a.accept(Outcome.later(Duration.ofMillis(1)));
    comes(P1, "a");
    next(1).get("a").accept(Outcome.done());
    await(() -> committed.getOrDefault(P1, 0L) == 1);
    assertNull(begun.peek());
  }

  @Test
  void ofAPartitionThatStandsStillNoMoreIsTakenAndOthersGoOn() throws Exception {
    start(10, 2);
    comes(P0, "a", "b");
    Map<String, Consumer<Outcome>> all = next(2);
    await(() -> kafka.paused().equals(Set.of(P0)));
    inPoll(() -> kafka.rebalance(List.of(P0, P1)));
    comes(P1, "c");
    assertEquals(Set.of("c"), next(1).keySet());
    all.get("b").accept(Outcome.done());
    assertTrue(kafka.paused().contains(P0), "the oldest is not done");
    all.get("a").accept(Outcome.done());
    await(() -> kafka.paused().isEmpty());
  }

  @Test
  void aPartitionIsHeldUpByItsOldestAloneAlsoWhereNothingElseGoesThrough() throws Exception {
    Trouble down = new Trouble("service-unreachable", "transient", "", "", null);
    start(10, 2);
    comes(P0, "a", "b");
    Map<String, Consumer<Outcome>> all = next(2);
    await(() -> kafka.paused().equals(Set.of(P0)));
    all.get("b").accept(Outcome.done());
    Consumer<Outcome> a = all.get("a");
    for (int i = 0; i < 4; i++) {
      a.accept(Outcome.failed(Duration.ofMillis(1), down));
      a = next(1).get("a");
    }
    assertEquals(5, circuits.of("r").failuresAlone("AUTH/c/a"));
    a.accept(Outcome.over());
  }

  private void start(int concurrency, int window) {
    kafka.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
    queues =
        new QueueConsumer(
            () -> {
              said = queues.trouble();
              if (opened.incrementAndGet() == 1 && fails != null) {
                throw fails;
              }
              return kafka;
            },
            topic -> {},
            new RouteTable(),
            (entry, circuit, later) -> {
              open.put(later, true);
              begun.add(new Begun(entry.key().object(), later));
              return null;
            },
            () -> {},
            circuits,
            new Handover(),
            (position, text, why) -> {},
            concurrency,
            new Taken(window));
    thread.execute(queues);
  }

  /** Entries come on a partition, which then is this hub's. */
  private void comes(TopicPartition partition, String... objects) throws Exception {
    inPoll(
        () -> {
          if (!kafka.assignment().contains(partition)) {
            kafka.rebalance(List.of(partition));
          }
          for (int i = 0; i < objects.length; i++) {
            QueueEntry entry =
                new QueueEntry(
                    "event-" + objects[i], "r", "r1", "0", "AUTH", "c", objects[i], "1.0", null, 1);
            kafka.addRecord(
                new ConsumerRecord<>(
                    partition.topic(), partition.partition(), i, entry.key().path(), entry.json()));
          }
        });
  }

  /** What Kafka does while it is asked for more. */
  private void inPoll(Runnable work) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    kafka.schedulePollTask(
        () -> {
          work.run();
          done.countDown();
        });
    assertTrue(done.await(60, TimeUnit.SECONDS), () -> "not done: " + queues.trouble());
  }

  /** So many that begin, in whatever order, by their objects. */
  private Map<String, Consumer<Outcome>> next(int count) throws InterruptedException {
    Map<String, Consumer<Outcome>> next = new HashMap<>();
    for (int i = 0; i < count; i++) {
      Begun one = begun.poll(60, TimeUnit.SECONDS);
      assertNotNull(one, "nothing begins");
      next.put(one.object, one.later);
    }
    return next;
  }

  private static void await(BooleanSupplier there) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!there.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it does not come");
      Thread.onSpinWait();
    }
  }
}
