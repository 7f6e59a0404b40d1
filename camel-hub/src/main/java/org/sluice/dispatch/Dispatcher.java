package org.sluice.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code lake.events}, registers each batch in the catalogue and puts its objects on the
 * queues. It commits what is queued or set aside; killed in between, it does it again, harmlessly.
 */
public final class Dispatcher implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** Consumer group of the hubs' dispatchers. */
  public static final String GROUP = "sluice-dispatcher";

  private static final int BATCH = 500;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** So long after a change of routes a hub may take to make it; longer, others dispatch. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private final KafkaClients kafka;
  private final Topics topics;
  private final Arrivals arrivals;
  private final BooleanSupplier may;
  private Instant mayNotSince;
  private volatile KafkaConsumer<String, String> consumer;
  private volatile boolean stopping;
  private volatile String trouble = "starting";

  /**
   * @param may whether this hub's routes are the lake's
   */
  Dispatcher(KafkaClients kafka, Topics topics, Arrivals arrivals, BooleanSupplier may) {
    this.kafka = kafka;
    this.topics = topics;
    this.arrivals = arrivals;
    this.may = may;
  }

  @Override
  public void run() {
    Pause pause = new Pause(LONGEST_PAUSE);
    while (!stopping) {
      try {
        if (may.getAsBoolean()) {
          dispatch(pause);
        } else {
          trouble = "It waits until this hub has the lake's set of routes";
          pause.longer();
        }
      } catch (WakeupException e) {
        return;
      } catch (RuntimeException | Error e) {
        fail(e);
        pause.longer();
      }
    }
  }

  /** Until this hub ends, or its routes have not been the lake's for some time. */
  private void dispatch(Pause pause) {
    try (KafkaConsumer<String, String> open = kafka.consumer(GROUP, BATCH)) {
      topics.ensure(Topics.EVENTS);
      consumer = open;
      open.subscribe(List.of(Topics.EVENTS));
      trouble = null;
      mayNotSince = null;
      while (!stopping && !isLate()) {
        poll(open, pause);
      }
    }
  }

  private boolean isLate() {
    return mayNotSince != null && mayNotSince.plus(LATE).isBefore(Instant.now());
  }

  private void poll(KafkaConsumer<String, String> open, Pause pause) {
    ConsumerRecords<String, String> records = open.poll(Duration.ofMillis(200));
    if (records.isEmpty()) {
      return;
    }
    try {
      if (may.getAsBoolean()) {
        arrivals.handle(records);
        open.commitSync();
        pause.reset();
        trouble = null;
        mayNotSince = null;
        return;
      }
      mayNotSince = mayNotSince == null ? Instant.now() : mayNotSince;
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      fail(e);
    }
    // Nothing of the batch is committed: it is read again from where it began.
    for (TopicPartition partition : records.partitions()) {
      open.seek(partition, new OffsetAndMetadata(records.records(partition).get(0).offset()));
    }
    pause.longer();
  }

  private void fail(Throwable e) {
    if (trouble == null) {
      LOG.warn("Dispatching stands still and is tried again: {}", e.toString());
      LOG.debug("Dispatching stands still", e);
    }
    trouble = e.toString();
  }

  /** Why events are not dispatched now; null when they are. */
  public String trouble() {
    return trouble;
  }

  public void stop() {
    stopping = true;
    KafkaConsumer<String, String> open = consumer;
    if (open != null) {
      open.wakeup();
    }
  }
}
