package org.sluice.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.catalogue.journals.Journals;
import org.sluice.event.JournalProgress;
import org.sluice.event.ObjectEvent;

/**
 * Reads {@code lake.events}, registers each batch in the catalogue and puts its objects on the
 * queues. It commits what is queued; killed in between, it does it again, harmlessly.
 */
public final class Dispatcher implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Consumer group of the hubs' dispatchers. */
  public static final String GROUP = "sluice-dispatcher";

  private static final int BATCH = 500;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final KafkaClients kafka;
  private final Topics topics;
  private final Registry registry;
  private final Journals journals;
  private volatile KafkaConsumer<String, String> consumer;
  private volatile boolean stopping;
  private volatile String trouble = "starting";

  Dispatcher(KafkaClients kafka, Topics topics, Registry registry, Journals journals) {
    this.kafka = kafka;
    this.topics = topics;
    this.registry = registry;
    this.journals = journals;
  }

  @Override
  public void run() {
    Pause pause = new Pause(LONGEST_PAUSE);
    while (!stopping) {
      try (KafkaConsumer<String, String> open = kafka.consumer(GROUP, BATCH)) {
        topics.ensure(Topics.EVENTS);
        consumer = open;
        open.subscribe(List.of(Topics.EVENTS));
        trouble = null;
        while (!stopping) {
          poll(open, pause);
        }
      } catch (WakeupException e) {
        return;
      } catch (RuntimeException e) {
        fail(e);
        pause.longer();
      }
    }
  }

  private void poll(KafkaConsumer<String, String> open, Pause pause) {
    ConsumerRecords<String, String> records = open.poll(Duration.ofMillis(200));
    if (records.isEmpty()) {
      return;
    }
    try {
      handle(records);
      open.commitSync();
      pause.reset();
      trouble = null;
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      // Nothing of the batch is committed: it is read again from where it began.
      fail(e);
      for (TopicPartition partition : records.partitions()) {
        open.seek(partition, new OffsetAndMetadata(records.records(partition).get(0).offset()));
      }
      pause.longer();
    }
  }

  private void fail(RuntimeException e) {
    if (trouble == null) {
      LOG.warn("Dispatching stands still and is tried again: {}", e.toString());
      LOG.debug("Dispatching stands still", e);
    }
    trouble = e.toString();
  }

  private void handle(ConsumerRecords<String, String> records) {
    List<Registry.Incoming> events = new ArrayList<>();
    List<JournalProgress> told = new ArrayList<>();
    for (ConsumerRecord<String, String> record : records) {
      try {
        JsonNode event = JSON.readTree(record.value());
        if (JournalProgress.is(event)) {
          told.add(JournalProgress.of(event));
        } else {
          events.add(new Registry.Incoming(ObjectEvent.of(event), record.value()));
        }
      } catch (JsonProcessingException | IllegalArgumentException e) {
        String position = record.topic() + "/" + record.partition() + "/" + record.offset();
        LOG.error("Event at {} is refused and set aside in log.refused_events: {}", position, e);
        journals.refused(position, record.value(), e.toString());
      }
    }
    registry.arrive(events);
    journals.tell(told);
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
